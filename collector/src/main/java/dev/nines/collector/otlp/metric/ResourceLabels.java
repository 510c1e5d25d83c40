package dev.nines.collector.otlp.metric;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// What a resource's attributes become, by the OpenTelemetry specification "Prometheus and
/// OpenMetrics Compatibility": `job` is the service with its namespace, `instance` the instance.
public final class ResourceLabels {
  private static final String NAME = "service.name";
  private static final String NAMESPACE = "service.namespace";
  private static final String INSTANCE = "service.instance.id";

  private ResourceLabels() {}

  static Map<String, String> labels(Map<String, String> attributes) {
    var labels = new TreeMap<String, String>();
    labels.put("job", job(attributes));
    labels.put("instance", attributes.getOrDefault(INSTANCE, ""));
    labels.put("service_name", attributes.getOrDefault(NAME, ""));
    return labels;
  }

  /// Tells a resource from every other: two processes of one service without instance ids differ in
  /// their process id or host.
  ///
  /// @param attributes sorted by name
  static String target(Map<String, String> attributes) {
    var checksum = new CRC32C();
    attributes.forEach(
        (name, value) ->
            checksum.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8)));
    return "%s/%s#%s"
        .formatted(
            job(attributes),
            attributes.getOrDefault(INSTANCE, ""),
            HexFormat.of().toHexDigits((int) checksum.getValue()));
  }

  static String job(Map<String, String> attributes) {
    String namespace = attributes.getOrDefault(NAMESPACE, "");
    String name = attributes.getOrDefault(NAME, "");
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  /// The name of the service, by which it is heard.
  public static String service(Map<String, String> attributes) {
    return attributes.getOrDefault(NAME, "");
  }
}
