package dev.nines.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The shipped dashboards and their queries.
public final class Dashboards {
  /// The names of the files, without their ending.
  public static final List<String> NAMES = List.of("fleet", "tenant");

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((.+),\\s*[a-zA-Z_][a-zA-Z0-9_]*\\)");

  private Dashboards() {}

  /// A dashboard's file.
  ///
  /// @param name one of [#NAMES]
  /// @throws IllegalArgumentException if there is none of that name
  public static JsonNode read(String name) {
    try (InputStream in = Dashboards.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no dashboard named " + name);
      }
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the dashboard " + name, e);
    }
  }

  /// Every query of every dashboard, those behind the variables included.
  ///
  /// @param variables values of the dashboards' variables and of Grafana's own, for example
  ///   `tenant` to `acme` and `__rate_interval` to `5m`
  /// @throws IllegalArgumentException if a query has a variable without a value
  public static List<DashboardQuery> queries(Map<String, String> variables) {
    List<DashboardQuery> queries = new ArrayList<>();
    for (String name : NAMES) {
      JsonNode dashboard = read(name);
      String uid = dashboard.path("uid").asText();
      for (JsonNode panel : dashboard.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          queries.add(
              new DashboardQuery(
                  uid,
                  panel.path("title").asText() + " " + target.path("refId").asText(),
                  filledIn(target.path("expr").asText(), variables),
                  target.path("instant").asBoolean()));
        }
      }
      variableQueries(dashboard, variables)
          .map(each -> new DashboardQuery(uid, each.getKey(), each.getValue(), true))
          .forEach(queries::add);
    }
    return List.copyOf(queries);
  }

  private static Stream<Map.Entry<String, String>> variableQueries(
      JsonNode dashboard, Map<String, String> variables) {
    return StreamSupport.stream(dashboard.path("templating").path("list").spliterator(), false)
        .filter(variable -> variable.path("type").asText().equals("query"))
        .map(
            variable -> {
              Matcher matcher = LABEL_VALUES.matcher(variable.path("definition").asText());
              if (!matcher.matches()) {
                throw new IllegalStateException("not label_values: " + variable.path("definition"));
              }
              return Map.entry(
                  "variable " + variable.path("name").asText(),
                  filledIn(matcher.group(1), variables));
            });
  }

  private static String filledIn(String expression, Map<String, String> variables) {
    return Pattern.compile("\\$\\{?(\\w+)}?")
        .matcher(expression)
        .replaceAll(
            match -> {
              String value = variables.get(match.group(1));
              if (value == null) {
                throw new IllegalArgumentException(
                    "no value for $%s in %s".formatted(match.group(1), expression));
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
