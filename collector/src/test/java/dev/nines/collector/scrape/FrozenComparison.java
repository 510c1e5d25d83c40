package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.collector.discovery.TargetGroup;
import dev.nines.collector.forward.MetricBook;
import dev.nines.collector.relabel.Relabeling;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.testing.PrometheusServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
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
import java.util.TreeMap;

/// A target that stands still, a real Prometheus that scrapes it, and our scraper: what each of
/// them makes of the same bodies.
final class FrozenComparison implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final FrozenTarget target = new FrozenTarget();
  private final PrometheusServer prometheus;
  private final ScrapeSource ours;

  /// @param theirRelabeling lines of Prometheus' configuration
  /// @param ourRelabeling the same for our scraper
  FrozenComparison(String theirRelabeling, Relabeling ourRelabeling) throws IOException {
    prometheus =
        PrometheusServer.start(
            """
            scrape_configs:
              - job_name: frozen
                scrape_interval: 200ms
                scrape_timeout: 200ms
                static_configs: [{targets: ["%s"], labels: {zone: here}}]
            %s
            """
                .formatted(target.address(), theirRelabeling.indent(4)));
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
            ourRelabeling,
            ScrapeLimits.DEFAULT,
            ScrapeJob.Authorization.NONE);
    ScrapeTarget scraped =
        Targets.of(job, List.of(new TargetGroup(List.of(target.address()), Map.of("zone", "here"))))
            .targets()
            .getFirst();
    ours =
        new ScrapeSource(scraped, Connections.PLAIN, _ -> true, new Overflow(), new MetricBook());
  }

  /// Shows a body, and waits until Prometheus has stored what it makes of it.
  void show(String body, boolean openMetrics) {
    target.show(body, openMetrics);
    await().atMost(Duration.ofSeconds(20)).until(target::isStored);
  }

  /// What our scraper makes of what is shown.
  Observation read() throws Exception {
    return ours.read(Instant.now());
  }

  /// Shows a body; both must make the same series and values of it.
  ///
  /// @return what ours made of it
  Observation compare(String what, String body, boolean openMetrics) throws Exception {
    show(body, openMetrics);
    Observation observation = read();
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

  /// What a counter has grown by since a series was first seen, by the points that Prometheus has
  /// stored, added up: its own `increase` extrapolates. Of series that came later all counts.
  ///
  /// @param selector the counter
  /// @param first selects the series that was there from the beginning
  long increase(String selector, String first) throws Exception {
    Instant begin =
        at(((JsonObject) query(first + "[1h]").getValue(0)).getJsonArray("values").getJsonArray(0));
    double sum = 0;
    for (Object each : query(selector + "[1h]")) {
      JsonArray points = ((JsonObject) each).getJsonArray("values");
      double before = at(points.getJsonArray(0)).equals(begin) ? number(points.getJsonArray(0)) : 0;
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

  /// The value of a query that has one.
  double value(String query) throws Exception {
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

  @Override
  public void close() {
    prometheus.close();
    target.close();
    client.close();
  }
}
