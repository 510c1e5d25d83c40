package dev.nines.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.otlp.span.ErrorRule;
import dev.nines.collector.otlp.span.SpanRules;
import dev.nines.collector.otlp.tenant.Senders;
import dev.nines.collector.otlp.tenant.TenantRule;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.collector.tenant.TenantList;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.Tenant;
import dev.nines.testing.PlainTenant;
import dev.nines.testing.TestClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A receiver on a free port, for the tenants `acme` (database `acme_db`) and `globex`.
public final class OtlpRig implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

  final TestClock clock = TestClock.at(NOW);
  final List<Observation> observed = new CopyOnWriteArrayList<>();
  final List<String> forwarded = new CopyOnWriteArrayList<>();
  final OtlpReceiver receiver;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  OtlpRig() {
    this(SETTINGS, Senders.everybody());
  }

  OtlpRig(OtlpSettings settings, Senders senders) {
    this(settings, senders, Optional.empty());
  }

  OtlpRig(OtlpSettings settings, Senders senders, Optional<InstantSource> otherClock) {
    receiver =
        new OtlpReceiver(
            settings,
            directory(),
            series -> true,
            senders,
            (signal, encoding, body) -> forwarded.add(signal + " " + encoding + " " + body.length),
            observed::add,
            otherClock.orElse(clock));
    receiver.listen(vertx);
  }

  static final SpanRules RULES =
      new SpanRules(
          List.of(0.1, 1.0),
          ErrorRule.standard(),
          Duration.ofHours(24),
          true,
          50,
          Duration.ofSeconds(75));

  static final OtlpSettings SETTINGS = settings(RULES, 256L << 20);

  static OtlpSettings settings(SpanRules rules, long memoryBytes) {
    return settings(rules, memoryBytes, 1_000_000);
  }

  static OtlpSettings settings(SpanRules rules, long memoryBytes, long tenantRate) {
    return new OtlpSettings(
        List.of(new OtlpSettings.Listener("127.0.0.1", 0)),
        Optional.empty(),
        TenantRule.DEFAULTS,
        rules,
        Duration.ofHours(24),
        tenantRate,
        memoryBytes,
        2,
        Duration.ofSeconds(15));
  }

  public static TenantDirectory directory() {
    var directory =
        new TenantDirectory(List.of(new Two()), InstantSource.fixed(NOW), tenants -> {});
    directory.refresh();
    return directory;
  }

  private static final class Two implements TenantList {
    @Override
    public String name() {
      return "two tenants";
    }

    @Override
    public Result read() {
      return new Result(List.of(tenant("acme"), tenant("globex")), List.of());
    }
  }

  private static Tenant tenant(String id) {
    return PlainTenant.of(
        id, Optional.of(id + "_db"), Optional.empty(), Map.of("domain", id + ".example.com"));
  }

  int port() {
    return receiver.ports().getFirst();
  }

  HttpResponse<byte[]> post(String path, String type, byte[] body, String... headers) {
    return send("POST", path, body, headers(type, headers));
  }

  private static String[] headers(String type, String[] more) {
    var all = new ArrayList<>(List.of("Content-Type", type));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The samples of spans since the last call, without zeros, by series.
  Map<String, Double> spanSamples() {
    return samples(receiver.observe(clock.instant()));
  }

  /// Posts an export of spans, which must be taken.
  ///
  /// @return the samples of spans since the last call, without zeros, by series
  Map<String, Double> counted(byte[] export) {
    assertThat(post("/v1/traces", "application/x-protobuf", export).statusCode()).isEqualTo(200);
    return spanSamples();
  }

  /// The samples of metrics so far, in their order.
  Map<String, Double> metricSamples() {
    return samples(observed);
  }

  public static Map<String, Double> samples(List<Observation> observations) {
    var found = new TreeMap<String, Double>();
    for (Observation each : observations) {
      for (Sample sample : ((Reading.Complete) each.reading()).samples()) {
        if (sample.value() != 0) {
          found.merge(sample.series().toString(), sample.value(), Double::sum);
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    receiver.close();
    client.close();
    vertx.close().await();
  }
}
