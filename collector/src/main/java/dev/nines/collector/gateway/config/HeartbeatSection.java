package dev.nines.collector.gateway.config;

import dev.nines.collector.heartbeat.Heartbeat;
import dev.nines.slo.model.Severity;
import dev.nines.slo.sli.SeriesPattern;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// One item of `heartbeats`.
final class HeartbeatSection {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Values values;

  HeartbeatSection(Values values) {
    this.values = values;
  }

  Heartbeat read(Fields fields) {
    fields.required("every");
    Duration every = values.duration(fields, "every", Duration.ofDays(1), SHORTEST, LONGEST);
    var heartbeat =
        new Heartbeat(
            id(fields),
            every,
            values.duration(fields, "grace", every.dividedBy(10), Duration.ZERO, LONGEST),
            severity(fields),
            values
                .file(fields, "token_file")
                .<Supplier<String>>map(file -> () -> Secrets.read(file)),
            fields.optional("seen_in").flatMap(field -> values.parsed(field, SeriesPattern::parse)),
            values.text(fields, "description", ""));
    fields.finish();
    return heartbeat;
  }

  private String id(Fields fields) {
    Optional<Field> field = fields.required("id");
    String id = field.flatMap(values::text).orElse("missing");
    if (!Heartbeat.ID.matcher(id).matches()) {
      field.ifPresent(
          each ->
              each.error(
                  "cannot stand in an address",
                  "Use 1 to 63 letters, digits, '_', '.' or '-', beginning with a letter or"
                      + " digit"));
    }
    return id;
  }

  private static Severity severity(Fields fields) {
    return fields
        .optional("severity")
        .flatMap(field -> field.oneOf(List.of("critical", "warning")))
        .filter("critical"::equals)
        .map(_ -> Severity.CRITICAL)
        .orElse(Severity.WARNING);
  }
}
