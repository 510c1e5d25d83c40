package dev.nines.collector.gateway.config;

import dev.nines.collector.probe.Ask;
import dev.nines.collector.probe.BodyExpectation;
import dev.nines.collector.probe.MessagePlan;
import dev.nines.collector.probe.StatusSet;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a probe sends.
final class ProbeRequest {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final int MOST_MESSAGES = 100;
  private static final int LONGEST_BODY = 16 << 20;

  private final Values values;

  ProbeRequest(Values values) {
    this.values = values;
  }

  /// The request, with nothing expected but success.
  Ask.Http http(Fields fields) {
    return new Ask.Http(
        fields.optional("method").flatMap(each -> each.oneOf(METHODS)).orElse("GET"),
        headers(fields),
        fields.optional("body").flatMap(values::text),
        fields
            .optional("http_version")
            .flatMap(each -> each.oneOf(List.of("1.1", "2")))
            .filter("2"::equals)
            .isPresent(),
        Math.toIntExact(values.whole(fields, "follow_redirects", 0, 0, 10)),
        Math.toIntExact(
            values.whole(
                fields, "body_limit_bytes", Ask.Http.DEFAULT_BODY_LIMIT_BYTES, 0, LONGEST_BODY)),
        StatusSet.SUCCESS,
        Map.of(),
        BodyExpectation.ANY);
  }

  Ask.WebSocket webSocket(Fields fields) {
    return new Ask.WebSocket(
        headers(fields),
        fields.optional("subprotocol").flatMap(values::text),
        fields.has("messages") ? Optional.of(messages(fields)) : Optional.empty());
  }

  /// The messages that are waited for; one, unless the file says more.
  MessagePlan messages(Fields fields) {
    return fields
        .optional("messages")
        .flatMap(Field::fields)
        .map(this::plan)
        .orElse(MessagePlan.ONE);
  }

  private MessagePlan plan(Fields fields) {
    var plan =
        new MessagePlan(
            Math.toIntExact(values.whole(fields, "count", 1, 1, MOST_MESSAGES)),
            fields.optional("send").flatMap(values::text),
            values.pattern(fields, "matches"),
            fields.optional("sent_at").flatMap(field -> values.parsed(field, MessagePlan::place)),
            values.duration(fields, "latency_below", Duration.ofMillis(1), Pace.TIMEOUT));
    if (plan.maxLatency().isPresent() && plan.send().isEmpty() && plan.sentAt().isEmpty()) {
      fields.error(
          "has latency_below, but nothing says when a message was sent",
          "Add 'send', or 'sent_at' with the place in a message where it says so");
    }
    fields.finish();
    return plan;
  }

  private Map<String, String> headers(Fields fields) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    fields
        .optional("headers")
        .flatMap(Field::fields)
        .ifPresent(
            written -> {
              for (Field each : written.all()) {
                if (!HEADER_NAME.matcher(each.name()).matches()) {
                  each.error("is not the name of a header", "Use letters, digits and '-' only");
                }
                values.text(each).ifPresent(value -> headers.put(each.name(), value));
              }
            });
    fields
        .optional("headers_file")
        .ifPresent(
            field ->
                values.path(field, false).ifPresent(file -> headers.putAll(lines(field, file))));
    return headers;
  }

  private static Map<String, String> lines(Field field, Path file) {
    var headers = new TreeMap<String, String>();
    try {
      for (String line : Files.readAllLines(file)) {
        int colon = line.indexOf(':');
        if (colon > 0 && HEADER_NAME.matcher(line.substring(0, colon)).matches()) {
          headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        } else if (!line.isBlank()) {
          field.error("has a line that is no header", "Write each line like 'Name: value'");
        }
      }
    } catch (IOException _) {
      // Said by whoever found the file unreadable.
    }
    return headers;
  }
}
