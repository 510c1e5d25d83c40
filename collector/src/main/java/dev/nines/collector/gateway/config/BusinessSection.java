package dev.nines.collector.gateway.config;

import dev.nines.collector.business.BusinessQuery;
import dev.nines.collector.business.BusinessQuery.Scope;
import dev.nines.collector.business.PersonalData;
import dev.nines.collector.gateway.config.GatewayConfig.Business;
import dev.nines.collector.gateway.config.GatewayConfig.Database;
import dev.nines.slo.spec.Packs;
import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.YamlNode;
import dev.nines.slo.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `business`: databases and the queries on them, written here or in files of their own.
final class BusinessSection {
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DAY = Duration.ofDays(1);

  private final Values values;
  private final Diagnostics out;
  private final Set<String> names = new HashSet<>();

  BusinessSection(Values values, Diagnostics out) {
    this.values = values;
    this.out = out;
  }

  /// @param packs shipped packs, some of which bring queries along
  Business read(Fields fields, List<String> packs) {
    var queries = new ArrayList<BusinessQuery>();
    for (String pack : packs) {
      Packs.queries(pack)
          .ifPresent(text -> queries.addAll(queries("queries/" + pack + ".yaml", text)));
    }
    fields
        .optional("query_files")
        .ifPresent(
            files ->
                files
                    .items()
                    .forEach(
                        file ->
                            values
                                .path(file, false)
                                .ifPresent(path -> queries.addAll(queries(file, path)))));
    fields.optional("queries").ifPresent(list -> queries.addAll(queries(list)));
    Optional<Database> control = database(fields, "control");
    Optional<Database> tenants = database(fields, "tenants");
    int atOnce = Math.toIntExact(values.whole(fields, "max_connections", 3, 1, 50));
    require(fields, queries, Scope.CONTROL, control, "control");
    require(fields, queries, Scope.TENANTS, tenants, "tenants");
    fields.finish();
    return new Business(control, tenants, atOnce, queries);
  }

  private static void require(
      Fields fields,
      List<BusinessQuery> queries,
      Scope scope,
      Optional<Database> database,
      String field) {
    boolean needed = queries.stream().anyMatch(query -> query.scope() == scope);
    if (needed && database.isEmpty()) {
      fields.error(
          "has queries on '%s' but does not say where that is".formatted(field),
          "Add '%s' with url, username and password_file".formatted(field));
    }
  }

  private Optional<Database> database(Fields fields, String name) {
    return fields
        .optional(name)
        .flatMap(Field::fields)
        .map(
            each -> {
              var database =
                  new Database(JdbcUrl.read(values, each), ConfigReader.loginIn(values, each));
              each.finish();
              return database;
            });
  }

  private List<BusinessQuery> queries(Field named, Path file) {
    try {
      return queries(file.toString(), Files.readString(file));
    } catch (IOException e) {
      out.error(
          new Position(file.toString(), 1, 1),
          named.path(),
          "the file cannot be read: " + e.getMessage(),
          "Name an existing UTF-8 file");
      return List.of();
    }
  }

  private List<BusinessQuery> queries(String file, String text) {
    var read = new ArrayList<BusinessQuery>();
    for (YamlNode document : YamlReader.read(file, text, out)) {
      Fields.of(document, out)
          .ifPresent(
              root -> {
                root.required("queries").ifPresent(list -> read.addAll(queries(list)));
                root.finish();
              });
    }
    return read;
  }

  private List<BusinessQuery> queries(Field list) {
    var queries = new ArrayList<BusinessQuery>();
    list.items().forEach(item -> item.fields().map(this::query).ifPresent(queries::add));
    return queries;
  }

  private BusinessQuery query(Fields fields) {
    Duration interval = values.duration(fields, "interval", INTERVAL, Duration.ofSeconds(1), DAY);
    Set<String> allowed = Set.copyOf(values.texts(fields, "allow_personal"));
    var query =
        new BusinessQuery(
            name(fields),
            ReadingQuery.of(fields, values),
            fields
                .optional("on")
                .flatMap(f -> f.oneOf(List.of("control", "tenants")))
                .filter("tenants"::equals)
                .map(_ -> Scope.TENANTS)
                .orElse(Scope.CONTROL),
            columns(fields, "labels", List.of(), allowed),
            columns(fields, "values", List.of("value"), allowed),
            fields
                .optional("type")
                .flatMap(f -> f.oneOf(List.of("gauge", "counter")))
                .filter("counter"::equals)
                .isPresent(),
            interval,
            values.duration(
                fields, "timeout", shorter(TIMEOUT, interval), Duration.ofMillis(10), DAY),
            values.duration(fields, "keep", Duration.ZERO, Duration.ZERO, DAY.multipliedBy(7)),
            values.duration(fields, "max_age", Duration.ofSeconds(1), DAY.multipliedBy(366)),
            allowed);
    fields.finish();
    return query;
  }

  private String name(Fields fields) {
    Optional<Field> field = fields.required("name");
    String name = field.flatMap(values::text).orElse("missing");
    if (field.isPresent() && !BusinessQuery.NAME.matcher(name).matches()) {
      field
          .get()
          .error(
              "cannot be part of a metric's name",
              "Use a to z, 0 to 9 and _, beginning with a letter");
    } else if (field.isPresent() && !names.add(name)) {
      field.get().error("the name '%s' is used twice".formatted(name), "Give each its own");
    }
    return name;
  }

  private List<String> columns(
      Fields fields, String name, List<String> fallback, Set<String> allowed) {
    if (!fields.has(name)) {
      return fallback;
    }
    List<String> columns = values.texts(fields, name);
    Optional<Field> field = fields.optional(name);
    for (String column : columns) {
      if (!BusinessQuery.NAME.matcher(column).matches()) {
        field.ifPresent(
            each ->
                each.error(
                    "'%s' cannot be a label or part of a metric's name".formatted(column),
                    "Rename the column with AS: a to z, 0 to 9 and _, beginning with a letter"));
      }
    }
    List<String> personal = PersonalData.columns(columns, allowed);
    if (!personal.isEmpty()) {
      field.ifPresent(
          each ->
              each.error(
                  "looks personal: " + String.join(", ", personal),
                  "Aggregate it away; if it is not about people, name it under 'allow_personal'"));
    }
    return columns;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
