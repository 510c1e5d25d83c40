package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.collector.discovery.TargetGroup;
import dev.nines.collector.relabel.RelabelAction;
import dev.nines.collector.relabel.RelabelRule;
import dev.nines.collector.relabel.Relabeling;
import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.sli.Contribution;
import dev.nines.slo.sli.Selection;
import dev.nines.testing.PrometheusServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A frozen sequence of bodies, with restarts of the target in it, shown to a real Prometheus and
/// to our scraper: every series must have the same value, and every counter the same increase.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusComparisonIT {
  private static final Pattern COUNTER =
      Pattern.compile("(?m)^(\\w+(?:_total|_count|_bucket)(?:\\{.*})?) ([0-9.e+]+)$");
  private static final int STEPS = 6;

  private final HttpClient client = HttpClient.newHttpClient();
  private FrozenTarget target;
  private PrometheusServer prometheus;
  private ScrapeSource ours;

  @BeforeAll
  void start() throws IOException {
    target = new FrozenTarget();
    prometheus =
        PrometheusServer.start(
            """
            scrape_configs:
              - job_name: frozen
                scrape_interval: 200ms
                scrape_timeout: 200ms
                static_configs: [{targets: ["%s"], labels: {zone: here}}]
                metric_relabel_configs:
                  - {source_labels: [customer], regex: "c-(.+)", target_label: tenant, replacement: "${1}!"}
                  - {action: labeldrop, regex: unneeded_.*}
                  - {source_labels: [tenant, code], modulus: 7, action: hashmod, target_label: shard}
            """
                .formatted(target.address()));
    var job =
        new ScrapeJob(
            "frozen",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            "http",
            "/metrics",
            Map.of(),
            false,
            true,
            Relabeling.NONE,
            new Relabeling(
                List.of(
                    rule(
                        RelabelAction.REPLACE, List.of("customer"), "c-(.+)", 0, "tenant", "${1}!"),
                    rule(RelabelAction.LABELDROP, List.of(), "unneeded_.*", 0, "", "$1"),
                    rule(
                        RelabelAction.HASHMOD,
                        List.of("tenant", "code"),
                        "(.*)",
                        7,
                        "shard",
                        "$1"))),
            ScrapeLimits.DEFAULT,
            ScrapeJob.Authorization.NONE);
    ScrapeTarget scraped =
        Targets.of(job, List.of(new TargetGroup(List.of(target.address()), Map.of("zone", "here"))))
            .targets()
            .getFirst();
    ours = new ScrapeSource(scraped, () -> client, _ -> true, new Overflow());
  }

  @AfterAll
  void stop() {
    prometheus.close();
    target.close();
    client.close();
  }

  private static RelabelRule rule(
      RelabelAction action,
      List<String> sources,
      String regex,
      long modulus,
      String targetLabel,
      String replacement) {
    return new RelabelRule(
        action, sources, ";", RelabelRule.compile(regex), modulus, targetLabel, replacement);
  }

  @Test
  void recordedExportersReadTheSame() throws Exception {
    for (String file :
        List.of(
            "node_exporter.txt",
            "mysqld_exporter.txt",
            "blackbox_exporter.txt",
            "redis_exporter.txt")) {
      compare(file, resource(file), false);
    }
    compare("Prometheus itself", fetch("/metrics"), false);
  }

  @Test
  void whateverPrometheusTakesIsReadAlike() throws Exception {
    compare(
        "odd spellings",
        """
        # a comment
        #another
        # TYPE odd_total counter
        odd_total{a="1",customer="c-acme"} 1e3
        odd_total{ a = "2" , } \t 0.1
        odd_total{a="C:\\\\x\\n\\"q\\"{}",job="theirs",empty="",unneeded_x="1"} 123456789.123456789
        odd_total{a="é",instance="i",exported_instance="j"} +Inf
        huge 1.7976931348623157e308
        tiny 4.9e-324
        many_digits 12345678901234567890
        decimal 0.30000000000000004
        short_decimal 123456.789012
        negative -0.5
        neg_zero -0
        leading 007.50
        not_a_number NaN
        nan_case nan
        infinity -inf
        point 5.
        """,
        false);
    compare(
        "OpenMetrics",
        """
        # TYPE om counter
        # HELP om with "quotes"
        om_total{code="200"} 5.0 # {trace_id="a # b"} 0.5 1520879607.789
        om_created{code="200"} 1520430000.123
        # TYPE h histogram
        h_bucket{le="0.1"} 1
        h_bucket{le="+Inf"} 2 # {} 3
        # EOF
        """,
        true);
  }

  @Test
  void whatPrometheusRefusesIsRefused() throws Exception {
    for (String bad :
        List.of(
            "a 1 2 3",
            "a",
            "a{b=\"c\"",
            "a{b=\"c\",b=\"d\"} 1",
            "a 0x10",
            "a 1_0",
            "1a 1",
            "a{b=c} 1")) {
      target.show("ok 1\n" + bad + "\n", false);
      await().until(target::isStored);
      assertThat(value("up{job=\"frozen\"}")).as(bad).isZero();
      assertThat(readFails()).as(bad).isTrue();
    }
  }

  private boolean readFails() throws InterruptedException {
    try {
      ours.read(Instant.now());
      return false;
    } catch (dev.nines.collector.source.SourceException e) {
      return true;
    }
  }

  @Test
  void countersGrowTheSameOverRestarts() throws Exception {
    var selection = new Selection(List.of(objective()));
    String body = resource("redis_exporter.txt");
    long good = 0;
    long bad = 0;
    for (int step = 0; step < STEPS; step++) {
      String shown = requests(step) + later(body, step);
      Observation observation = compare("step " + step, shown, false);
      for (Contribution each : selection.accept(observation).counts()) {
        good += each.good();
        bad += each.bad();
      }
    }

    assertThat(bad).isEqualTo(increase("demo_requests_total{code=\"500\"}"));
    assertThat(good + bad).isEqualTo(increase("demo_requests_total"));
    assertThat(good).isPositive();
  }

  /// Requests of two tenants. The target restarts before step 3; a first error appears in step 2.
  private static String requests(int step) {
    int ok = step < 3 ? 100 + 37 * step : 11 * (step - 2);
    String errors =
        step < 2 ? "" : "demo_requests_total{tenant=\"a\",code=\"500\"} %d%n".formatted(step);
    return "# TYPE demo_requests counter\n"
        + "demo_requests_total{tenant=\"a\",code=\"200\"} %d%n".formatted(ok)
        + "demo_requests_total{tenant=\"b\",code=\"200\"} %d%n".formatted(2 * ok)
        + errors;
  }

  /// The same exporter some time later: counters have grown, or restarted; series come and go.
  private static String later(String body, int step) {
    var random = new Random(step);
    Matcher counter = COUNTER.matcher(body);
    var changed = new StringBuilder();
    while (counter.find()) {
      boolean gone = random.nextInt(20) == 0;
      double grown =
          Math.floor(Double.parseDouble(counter.group(2)) * (step == 3 ? 0.25 : 1 + step));
      counter.appendReplacement(
          changed, gone ? "" : Matcher.quoteReplacement(counter.group(1) + " " + grown));
    }
    return counter.appendTail(changed).toString().replaceAll("(?m)^\\n", "");
  }

  private Observation compare(String what, String body, boolean openMetrics) throws Exception {
    target.show(body, openMetrics);
    await().atMost(Duration.ofSeconds(20)).until(target::isStored);
    Observation observation = ours.read(Instant.now());
    var mine = new TreeMap<String, Double>();
    for (Sample sample : ((Reading.Complete) observation.reading()).samples()) {
      if (!sample.series().name().startsWith("scrape_")) {
        mine.putIfAbsent(sample.series().toString(), sample.value());
      }
    }
    var theirs = new TreeMap<String, Double>();
    for (Object each : query("{job=\"frozen\",__name__!~\"up|scrape_.*\"}")) {
      var result = (JsonObject) each;
      theirs.put(key(result), number(result.getJsonArray("value")));
    }
    assertThat(theirs).as("%s: %s", what, fetch("/api/v1/targets")).isNotEmpty();
    assertThat(mine).as(what).isEqualTo(theirs);
    assertThat(value("scrape_samples_scraped{job=\"frozen\"}")).isEqualTo(mine.size());
    return observation;
  }

  private static String key(JsonObject result) {
    var labels = new TreeMap<String, String>();
    result
        .getJsonObject("metric")
        .forEach(label -> labels.put(label.getKey(), label.getValue().toString()));
    String name = labels.remove("__name__");
    return name + labels;
  }

  /// What Prometheus has stored, added up from point to point: its own `increase` extrapolates.
  private long increase(String selector) throws Exception {
    double sum = 0;
    Instant first = Instant.MAX;
    for (Object each : query("demo_requests_total{tenant=\"a\",code=\"200\"}[1h]")) {
      first = at(((JsonObject) each).getJsonArray("values").getJsonArray(0));
    }
    for (Object each : query(selector + "[1h]")) {
      JsonArray points = ((JsonObject) each).getJsonArray("values");
      double before = at(points.getJsonArray(0)).equals(first) ? number(points.getJsonArray(0)) : 0;
      for (Object point : points) {
        double value = number((JsonArray) point);
        sum += value >= before ? value - before : value;
        before = value;
      }
    }
    return Math.round(sum);
  }

  private static Instant at(JsonArray point) {
    return Instant.ofEpochMilli(Math.round(point.getDouble(0) * 1000));
  }

  private static double number(JsonArray point) {
    String text = point.getString(1);
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private double value(String query) throws Exception {
    return number(((JsonObject) query(query).getValue(0)).getJsonArray("value"));
  }

  private JsonArray query(String query) throws Exception {
    String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    return new JsonObject(fetch(path)).getJsonObject("data").getJsonArray("result");
  }

  private String fetch(String path) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(prometheus.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PrometheusComparisonIT.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Objective objective() {
    return new Objective(
        "availability",
        "demo",
        "availability",
        "",
        new Indicator.Ratio(
            Indicator.Counted.BAD,
            "sum by (tenant) (rate(demo_requests_total{code=\"500\"}[5m]))",
            "sum by (tenant) (rate(demo_requests_total[5m]))",
            Optional.empty()),
        "tenant",
        new BigDecimal("0.999"),
        Map.of(),
        new BudgetWindow.Rolling(Duration.ofDays(30)),
        new BudgetingMethod.Occurrences(),
        MissingPolicy.LEFT_OUT,
        AlertPolicy.DEFAULT,
        Map.of(),
        "slo.yaml:1");
  }
}
