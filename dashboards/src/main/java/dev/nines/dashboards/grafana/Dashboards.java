package dev.nines.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The shipped dashboards and their queries.
public final class Dashboards {
  /// The names of the files, without their ending.
  public static final List<String> NAMES = List.of("fleet", "tenant", "slo", "business", "gateway");

  private static final String SHIPPED_PROMETHEUS = "http://prometheus:9090";
  private static final String SHIPPED_FOLDER = "/etc/grafana/dashboards/nines";
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

  /// The files by which Grafana finds its data source and the dashboards, by their path below
  /// Grafana's provisioning folder.
  ///
  /// @param prometheusUrl where Grafana reaches the Prometheus that scrapes the gateway
  /// @param folder where Grafana finds the dashboards' files
  public static SortedMap<String, String> provisioning(String prometheusUrl, String folder) {
    var files = new TreeMap<String, String>();
    files.put(
        "datasources/nines.yaml",
        text("provisioning/datasources/nines.yaml").replace(SHIPPED_PROMETHEUS, prometheusUrl));
    files.put(
        "dashboards/nines.yaml",
        text("provisioning/dashboards/nines.yaml").replace(SHIPPED_FOLDER, folder));
    return files;
  }

  private static String text(String file) {
    try (InputStream in = Dashboards.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
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
