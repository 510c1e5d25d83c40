package dev.nines.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The rules of grafana/dashboard-linter that apply (see `grafana/.lint` for those that do not),
/// and what provisioning from files needs.
class DashboardsTest {
  static final List<String> NAMES = Dashboards.NAMES;
  static final Map<String, String> VARIABLES =
      Map.of("tenant", "acme", "tier", ".*", "slo", ".*", "__rate_interval", "5m");
  private static final Set<String> UNITS =
      Set.of("none", "short", "percentunit", "s", "ops", "bytes", "Bps", "suffix:×");
  private static final Pattern RANGE =
      Pattern.compile("(rate|irate|increase)\\([^\\[]*\\[(?!\\$__rate_interval])");
  private static final Pattern BARE_COUNTER =
      Pattern.compile("(?<!rate\\()(?<!increase\\()\\bnines_\\w+_(total|bucket|count)\\b");

  @ParameterizedTest
  @FieldSource("NAMES")
  void theDashboardCanBeProvisionedFromAFileAndNotEdited(String name) {
    JsonNode dashboard = Dashboards.read(name);
    assertThat(dashboard.path("id").isNull()).isTrue();
    assertThat(dashboard.path("uid").asText()).isEqualTo("nines-" + name);
    assertThat(dashboard.path("editable").asBoolean(true)).isFalse();
    assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(39);
    assertThat(dashboard.path("description").asText()).isNotBlank();
    assertThat(dashboard.toString()).doesNotContain("__inputs", "${DS_");
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void thereIsOneDatasourceVariableAndEveryPanelAndQueryUsesIt(String name) {
    JsonNode dashboard = Dashboards.read(name);
    List<JsonNode> sources =
        variables(dashboard)
            .filter(each -> each.path("type").asText().equals("datasource"))
            .toList();
    assertThat(sources).hasSize(1);
    assertThat(sources.getFirst().path("name").asText()).isEqualTo("datasource");
    assertThat(sources.getFirst().path("label").asText()).isEqualTo("Data Source");
    panels(dashboard)
        .forEach(
            panel -> {
              assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
              panel
                  .path("targets")
                  .forEach(
                      target ->
                          assertThat(target.at("/datasource/uid").asText())
                              .isEqualTo("${datasource}"));
            });
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void variablesReloadWhenTheTimeRangeChanges(String name) {
    variables(Dashboards.read(name))
        .filter(each -> each.path("type").asText().equals("query"))
        .forEach(
            each ->
                assertThat(each.path("refresh").asInt()).as("%s", each.path("name")).isEqualTo(2));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyPanelSaysWhatItShowsInWhichUnit(String name) {
    panels(Dashboards.read(name))
        .forEach(
            panel -> {
              String title = panel.path("title").asText();
              assertThat(title).isNotBlank();
              assertThat(panel.path("description").asText()).as(title).isNotBlank();
              assertThat(UNITS).as(title).contains(panel.at("/fieldConfig/defaults/unit").asText());
              assertThat(panel.path("targets").size()).as(title).isPositive();
            });
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void panelsHaveTheirOwnIdsAndPlaces(String name) {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : Dashboards.read(name).path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).as("id of %s", panel.path("title")).isTrue();
      JsonNode place = panel.path("gridPos");
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          String cell = (place.path("x").asInt() + x) + "/" + (place.path("y").asInt() + y);
          assertThat(cells.add(cell)).as("%s overlaps at %s", panel.path("title"), cell).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void countersAreRatedOverTheRateInterval(String name) {
    expressions(Dashboards.read(name))
        .forEach(
            expression -> {
              assertThat(RANGE.matcher(expression).find()).as(expression).isFalse();
              assertThat(BARE_COUNTER.matcher(expression).find()).as(expression).isFalse();
            });
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void linksLeadToShippedDashboardsAndKeepDatasourceAndTime(String name) {
    List<String> urls = new ArrayList<>(Dashboards.read(name).findValuesAsText("url"));
    assertThat(urls).isNotEmpty();
    for (String url : urls) {
      assertThat(url)
          .matches(
              "/d/nines-(fleet|tenant|slo|business|gateway)/nines-\\1\\?.*var-datasource=\\$\\{datasource}.*");
    }
    Dashboards.read(name)
        .path("links")
        .forEach(link -> assertThat(link.path("keepTime").asBoolean()).isTrue());
    assertThat(urls.stream().filter(url -> url.contains("var-tenant")))
        .allMatch(url -> url.contains("${__url_time_range}"));
  }

  @Test
  void allQueriesAreListedWithoutVariables() {
    List<DashboardQuery> queries = Dashboards.queries(VARIABLES);
    assertThat(queries).hasSizeGreaterThan(90).noneMatch(each -> each.expression().contains("$"));
    assertThat(queries)
        .anyMatch(each -> each.where().equals("variable tenant"))
        .anyMatch(each -> each.expression().contains("{tenant=\"acme\", slo=~\".*\"}"));
  }

  @Test
  void aVariableWithoutAValueIsNamed() {
    assertThatThrownBy(() -> Dashboards.queries(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no value for $tier");
  }

  private static Stream<JsonNode> variables(JsonNode dashboard) {
    return stream(dashboard.path("templating").path("list"));
  }

  private static Stream<JsonNode> panels(JsonNode dashboard) {
    return stream(dashboard.path("panels"))
        .filter(each -> !each.path("type").asText().equals("row"));
  }

  private static Stream<String> expressions(JsonNode dashboard) {
    return panels(dashboard)
        .flatMap(panel -> stream(panel.path("targets")))
        .map(target -> target.path("expr").asText());
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
