package dev.nines.collector.gateway.config;

import dev.nines.collector.canary.Canary;
import dev.nines.collector.gateway.config.GatewayConfig.Canaries;
import dev.nines.collector.gateway.config.GatewayConfig.Database;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One item of `canaries`: the statements on one server.
final class CanarySection {
  private static final int MOST_STATEMENTS = 10;
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(5);
  private static final String PLACEHOLDER = "{tenant.database}";

  private final Values values;

  CanarySection(Values values) {
    this.values = values;
  }

  Canaries read(Fields fields) {
    String url = JdbcUrl.read(values, fields);
    if (fields.has("url") && !url.contains(PLACEHOLDER)) {
      fields.error(
          "'url' has no " + PLACEHOLDER, "Write it like jdbc:mariadb://db1:3306/{tenant.database}");
    }
    var canaries =
        new Canaries(
            values.requiredText(fields, "name"),
            new Database(url, ConfigReader.loginIn(values, fields)),
            Math.toIntExact(values.whole(fields, "max_connections", 2, 1, 10)),
            Math.toIntExact(values.whole(fields, "statements_per_minute", 120, 1, 3000)),
            statements(fields));
    fields.finish();
    return canaries;
  }

  private List<Canary> statements(Fields fields) {
    var statements = new ArrayList<Canary>();
    var names = new HashSet<String>();
    Optional<Field> list = fields.required("statements");
    list.ifPresent(
        items ->
            items
                .items()
                .forEach(
                    item ->
                        item.fields()
                            .map(each -> statement(each, names))
                            .ifPresent(statements::add)));
    if (statements.size() > MOST_STATEMENTS) {
      list.ifPresent(
          each ->
              each.error(
                  "has %d statements".formatted(statements.size()),
                  "Choose %d at most: each runs on every tenant".formatted(MOST_STATEMENTS)));
    }
    return statements;
  }

  private Canary statement(Fields fields, Set<String> names) {
    Duration threshold =
        values.duration(
            fields, "threshold", Duration.ofMillis(100), Duration.ofMillis(1), LONGEST_TIMEOUT);
    var canary =
        new Canary(
            name(fields, names),
            ReadingQuery.of(fields, values),
            threshold,
            values.duration(fields, "timeout", longer(threshold), threshold, LONGEST_TIMEOUT),
            values.duration(
                fields,
                "interval",
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofHours(1)));
    fields.finish();
    return canary;
  }

  private String name(Fields fields, Set<String> names) {
    Optional<Field> field = fields.required("name");
    String name = field.flatMap(values::text).orElse("missing");
    if (!Canary.NAME.matcher(name).matches()) {
      field.ifPresent(
          each -> each.error("is no name", "Use a to z, 0 to 9, _ and -, beginning with a letter"));
    } else if (!names.add(name)) {
      field.ifPresent(
          each -> each.error("the name '%s' is used twice".formatted(name), "Give each its own"));
    }
    return name;
  }

  /// Five times the threshold, and a second at least: what is much slower need not be waited for.
  private static Duration longer(Duration threshold) {
    Duration five = threshold.multipliedBy(5);
    Duration least = five.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : five;
    return least.compareTo(LONGEST_TIMEOUT) < 0 ? least : LONGEST_TIMEOUT;
  }
}
