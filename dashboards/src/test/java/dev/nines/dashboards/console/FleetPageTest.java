package dev.nines.dashboards.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetPageTest {
  private final SampleFeed feed = new SampleFeed(12);
  private final ConsolePages pages = new ConsolePages(feed, Optional.empty());

  @Test
  void theWorstTenantStandsFirst() {
    assertThat(page(Map.of()).rows())
        .extracting(TenantStatus::condition)
        .startsWith(Condition.BURNING, Condition.BREACHED, Condition.SLOW_BURN, Condition.FROZEN)
        .endsWith(Condition.KEPT);
  }

  @Test
  void contractValueAtRiskCountsBurningAndBreachedTenantsOnce() {
    FleetPage page = page(Map.of());
    assertThat(page.valueAtRisk()).isEqualByComparingTo("72000"); // globex, initech, hooli
    assertThat(page.burning()).isEqualTo(2);
    assertThat(page.atRisk()).isEqualTo(3);
  }

  @Test
  void theTextFindsIdsAndNamesInAnyCase() {
    assertThat(page(Map.of("q", "HOOL")).rows()).hasSize(1);
    assertThat(page(Map.of("q", "corporation")).rows()).hasSize(1);
    assertThat(page(Map.of("q", "nobody")).rows()).isEmpty();
  }

  @Test
  void conditionCountsIgnoreTheChosenConditionButNotTheOtherFilters() {
    FleetPage page = page(Map.of("condition", "burning", "q", "o"));
    assertThat(page.rows()).extracting(TenantStatus::condition).containsOnly(Condition.BURNING);
    assertThat(page.count(Condition.SLOW_BURN)).isEqualTo(1);
  }

  @Test
  void aPageBehindTheLastIsTheLast() {
    var large = new ConsolePages(new SampleFeed(120), Optional.empty());
    FleetPage page =
        large.fleet(FleetQuery.parse(name -> name.equals("page") ? "99" : ""), SampleFeed.NOW);
    assertThat(page.query().page()).isEqualTo(3);
    assertThat(page.range()).isEqualTo("101–120 of 120");
  }

  @Test
  void theAddressHoldsTheWholeView() {
    var parameters = Map.of("q", "a&b", "tier", "trial", "condition", "no-data", "sort", "name");
    FleetQuery query = query(parameters);
    assertThat(query.url()).isEqualTo("/?q=a%26b&tier=trial&condition=no-data&sort=name");
    assertThat(FleetQuery.ALL.url()).isEqualTo("/");
  }

  @ParameterizedTest
  @CsvSource({"condition, sad", "sort, size", "page, 0", "page, -1", "page, x", "page, 99999999"})
  void parametersThatMakeNoSenseAreRefused(String name, String value) {
    assertThatThrownBy(() -> query(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name);
  }

  private FleetPage page(Map<String, String> parameters) {
    return pages.fleet(query(parameters), SampleFeed.NOW);
  }

  private static FleetQuery query(Map<String, String> parameters) {
    return FleetQuery.parse(name -> parameters.getOrDefault(name, ""));
  }
}
