package dev.nines.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.nines.slo.model.Sample;
import dev.nines.testing.PrometheusServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Hundreds of odd bodies, each a target of its own of a real Prometheus: what it takes, our parser
/// takes, with the same series and values. What Debian's refuses a newer one may take.
@Tag("nightly")
class LeniencyIT {
  private static final long SEED = 20_261_121;
  private static final int MOST_LINES = 400;
  private static final String ODD = " \t{}\"',=#\\:._-+0aE\n";
  private static final List<String> LINES =
      List.of(
          "a{b=\"c\",d=\"e\"} 1.5",
          "{\"a.b\",c=\"d\"} 2",
          "{ c = \"d\" , \"a b\" } 3",
          "a { b = \"c\" d = \"e\" , } 4e3",
          "a{\"b.c\"=\"x\\\"y\\\\z\\n\"} -Inf",
          "a{b=\"{}#\"}\t+5",
          "# TYPE a counter",
          "#  TYPE \"a.b\" counter",
          "# HELP a text",
          "# UNIT a_b b",
          "# EOF",
          "a_total 7 # {x=\"y\"} 8");

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void whatPrometheusTakesIsTakenAlike() throws Exception {
    List<String> bodies = bodies();
    HttpServer server = serve(bodies);
    try (PrometheusServer prometheus = PrometheusServer.start(config(server, bodies.size()))) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> query(prometheus, "up").size() == bodies.size());
      Map<Integer, Map<String, Double>> theirs = new HashMap<>();
      for (Object each : query(prometheus, "{body!=\"\",__name__!~\"scrape_.*\"}")) {
        add(theirs, (JsonObject) each);
      }
      int taken = 0;
      for (int i = 0; i < bodies.size(); i++) {
        Map<String, Double> found = theirs.getOrDefault(i, Map.of());
        if (found.getOrDefault("up{}", 0.0) == 1) {
          taken++;
          found.remove("up{}");
          assertThat(ours(bodies.get(i), isOpenMetrics(i)))
              .as("%s %s", isOpenMetrics(i) ? "OpenMetrics" : "text", bodies.get(i))
              .isEqualTo(found);
        }
      }
      assertThat(taken).isBetween(bodies.size() / 10, bodies.size() - 1);
    } finally {
      server.stop(0);
    }
  }

  /// Each line as it is and changed at one or two places, between two that are well.
  private static List<String> bodies() {
    var lines = new ArrayList<>(LINES);
    var random = new Random(SEED);
    while (lines.size() < MOST_LINES) {
      String line = LINES.get(random.nextInt(LINES.size()));
      for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
        int at = random.nextInt(line.length());
        String put = random.nextInt(3) == 0 ? "" : ODD.charAt(random.nextInt(ODD.length())) + "";
        line = line.substring(0, at) + put + line.substring(at + random.nextInt(2));
      }
      lines.add(line);
    }
    var bodies = new ArrayList<String>();
    for (String line : lines) {
      bodies.add("first 5\n%s\nlast 6\n".formatted(line));
      bodies.add("first 5\n%s\nlast 6\n# EOF\n".formatted(line));
    }
    return bodies;
  }

  private static boolean isOpenMetrics(int body) {
    return body % 2 == 1;
  }

  private static HttpServer serve(List<String> bodies) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          int number = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          byte[] body = bodies.get(number).getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .set(
                  "Content-Type",
                  isOpenMetrics(number)
                      ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                      : "text/plain; version=0.0.4; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String config(HttpServer server, int bodies) {
    var config =
        new StringBuilder(
            """
            scrape_configs:
              - job_name: odd
                scrape_interval: 5s
                static_configs:
            """);
    for (int i = 0; i < bodies; i++) {
      config.append(
          "      - {targets: [\"127.0.0.1:%d\"], labels: {__metrics_path__: /%d, body: \"%d\"}}\n"
              .formatted(server.getAddress().getPort(), i, i));
    }
    return config.toString();
  }

  private static Map<String, Double> ours(String body, boolean openMetrics) throws Exception {
    var samples = new TreeMap<String, Double>();
    var parser = new ParserRig().parserOf(series -> true);
    for (Sample sample : ParserRig.outcome(parser, body, openMetrics).samples()) {
      var labels = new TreeMap<>(sample.series().labels());
      labels.keySet().removeAll(List.of("job", "instance"));
      samples.putIfAbsent(sample.series().name() + labels, sample.value());
    }
    return samples;
  }

  private static void add(Map<Integer, Map<String, Double>> theirs, JsonObject result) {
    var labels = new TreeMap<String, String>();
    result
        .getJsonObject("metric")
        .forEach(label -> labels.put(label.getKey(), label.getValue().toString()));
    int body = Integer.parseInt(labels.remove("body"));
    String name = labels.remove("__name__");
    labels.keySet().removeAll(List.of("job", "instance"));
    String value = result.getJsonArray("value").getString(1).replace("Inf", "Infinity");
    theirs
        .computeIfAbsent(body, _ -> new TreeMap<>())
        .put(name + labels, Double.parseDouble(value));
  }

  private JsonArray query(PrometheusServer prometheus, String promql) {
    String encoded = URLEncoder.encode(promql, StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(URI.create(prometheus.url() + "/api/v1/query?query=" + encoded))
            .build();
    try {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new JsonObject(body).getJsonObject("data").getJsonArray("result");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
