package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.discovery.TargetGroup;
import dev.nines.collector.relabel.RelabelAction;
import dev.nines.collector.relabel.RelabelRule;
import dev.nines.collector.relabel.Relabeling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {

  @Test
  void aTargetHasTheLabelsOfItsGroupAndNoneThatBeginWithTwoUnderscores() {
    ScrapeTarget target =
        of(
                job("http", Relabeling.NONE, Map.of()),
                group(Map.of("env", "prod", "__meta_filepath", "/x"), "app1:3000"))
            .targets()
            .getFirst();

    assertThat(target.url()).hasToString("http://app1:3000/metrics");
    assertThat(target.name()).isEqualTo("api/app1:3000/metrics");
    assertThat(target.labels())
        .isEqualTo(Map.of("job", "api", "instance", "app1:3000", "env", "prod"));
  }

  @Test
  void thePortFollowsTheScheme() {
    assertThat(
            of(job("https", Relabeling.NONE, Map.of()), group(Map.of(), "app1", "[::1]")).targets())
        .extracting(each -> each.url().toString())
        .containsExactly("https://app1:443/metrics", "https://[::1]:443/metrics");
  }

  @Test
  void relabellingMakesTheAddressOfAProxyAsForBlackbox() {
    var rules =
        new Relabeling(
            List.of(
                replace("__address__", "__param_target", "$1"),
                replace("__param_target", "instance", "$1"),
                replace("", "__address__", "blackbox:9115"),
                replace("", "__scrape_interval__", "30s")));

    ScrapeTarget target =
        of(
                job("http", rules, Map.of("module", List.of("http_2xx"))),
                group(Map.of(), "https://acme.example/"))
            .targets()
            .getFirst();

    assertThat(target.url())
        .hasToString(
            "http://blackbox:9115/metrics?module=http_2xx&target=https%3A%2F%2Facme.example%2F");
    assertThat(target.labels()).containsEntry("instance", "https://acme.example/");
    assertThat(target.interval()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whatRelabellingDropsIsCountedAndWhatHasNoAddressIsNamed() {
    var rules =
        new Relabeling(
            List.of(
                new RelabelRule(
                    RelabelAction.DROP,
                    List.of("__address__"),
                    ";",
                    RelabelRule.compile("dropped:.*"),
                    0,
                    "",
                    "$1")));

    Targets.Result result =
        of(job("http", rules, Map.of()), group(Map.of(), "dropped:1", "b c:1", "kept:1", "kept:1"));

    assertThat(result.targets()).hasSize(1);
    assertThat(result.dropped()).isEqualTo(1);
    assertThat(result.problems()).singleElement().asString().contains("b c:1", "job api");
  }

  @ParameterizedTest
  @CsvSource({
    "20s, 20000",
    "1m, 60000",
    "0m45s, 45000",
    "1s500ms, 1500",
    "5m, 60000",
    "1ms, 10",
  })
  void relabellingSaysHowOftenATargetIsScrapedWithinBounds(String written, long millis) {
    var rules = new Relabeling(List.of(replace("", "__scrape_interval__", written)));

    assertThat(of(job("http", rules, Map.of()), group(Map.of(), "a:1")).targets())
        .singleElement()
        .satisfies(target -> assertThat(target.interval()).hasMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "__scrape_interval__, 2parsecs",
    "__scrape_timeout__, 0s",
    "__address__, a:1/metrics",
  })
  void aTargetThatCannotBeIsLeftOutAndNamed(String label, String value) {
    var rules = new Relabeling(List.of(replace("", label, value)));

    Targets.Result result = of(job("http", rules, Map.of()), group(Map.of(), "a:1"));

    assertThat(result.targets()).isEmpty();
    assertThat(result.problems()).singleElement().asString().contains(value);
  }

  @Test
  void twoTargetsWithOneNameAreToldApart() {
    Targets.Result result =
        Targets.of(
            job("http", Relabeling.NONE, Map.of()),
            List.of(group(Map.of("shard", "1"), "a:1"), group(Map.of("shard", "2"), "a:1")));

    assertThat(result.targets()).extracting(ScrapeTarget::name).doesNotHaveDuplicates().hasSize(2);
  }

  private static Targets.Result of(ScrapeJob job, TargetGroup group) {
    return Targets.of(job, List.of(group));
  }

  private static TargetGroup group(Map<String, String> labels, String... targets) {
    return new TargetGroup(List.of(targets), labels);
  }

  private static RelabelRule replace(String source, String target, String replacement) {
    return new RelabelRule(
        RelabelAction.REPLACE,
        source.isEmpty() ? List.of() : List.of(source),
        ";",
        RelabelRule.compile("(.*)"),
        0,
        target,
        replacement);
  }

  private static ScrapeJob job(
      String scheme, Relabeling relabeling, Map<String, List<String>> params) {
    return new ScrapeJob(
        "api",
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        scheme,
        "/metrics",
        params,
        false,
        true,
        relabeling,
        Relabeling.NONE,
        ScrapeLimits.DEFAULT,
        ScrapeJob.Authorization.NONE);
  }
}
