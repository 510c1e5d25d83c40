package dev.nines.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nines.collector.gateway.Gateway;
import dev.nines.collector.gateway.RunOptions;
import dev.nines.collector.gateway.http.ListenAddress;
import dev.nines.demo.history.History;
import dev.nines.demo.saas.DemoTenant;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.spec.SpecReader;
import dev.nines.testing.Chromium;
import dev.nines.testing.Chromium.Sight;
import dev.nines.testing.Chromium.View;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The console and a report of a running gateway with the demo's invented past and one tenant that
/// is down now, in a real browser: wide and as on a phone, light and dark. The pictures are in
/// `target/screenshots`, to be looked at.
class PagesIT {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String DOWN = "solara";

  @TempDir private static Path folder;
  private static HttpServer api;
  private static Gateway gateway;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    Instant now = Instant.now();
    Path data = Files.createDirectories(folder.resolve("data"));
    History.write(
        data.resolve("ledger"),
        LedgerOptions.DEFAULTS,
        SpecReader.shipped().objectives(),
        DemoTenant.all(),
        now);
    Files.writeString(folder.resolve("tenants.yml"), tenants(now));
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/", PagesIT::health);
    api.start();
    Path config =
        Files.writeString(
            folder.resolve("nines.yml"),
            """
            evaluation_interval: 1s
            tenants: {file: tenants.yml}
            probes:
              - name: health
                url: http://127.0.0.1:%d/{tenant.id}
                interval: 2s
                allow_networks: [127.0.0.0/8]
            scrape_configs:
              - job_name: api
                static_configs: [{targets: ["127.0.0.1:1"]}]
            """
                .formatted(api.getAddress().getPort()));
    gateway =
        Gateway.start(
            new RunOptions(
                config, data, new ListenAddress("127.0.0.1", 0), Optional.empty(), false),
            Optional.empty());
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> body("/alerts").contains(DOWN));
    browser = Chromium.start();
    Files.createDirectories(PICTURES);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (gateway != null) {
      gateway.close();
    }
    if (api != null) {
      api.stop(0);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "fleet, /",
    "tenant, /tenants/northwind",
    "tenant-down, /tenants/solara",
    "alerts, /alerts",
    "sources, /sources",
    "report, /reports/northwind",
    "nothing, /tenants/nobody"
  })
  void aPageIsWholeInEveryView(String name, String path) throws IOException {
    for (View view :
        List.of(
            new View(1280, 900, false),
            new View(1280, 900, true),
            new View(390, 844, false),
            new View(390, 844, true))) {
      Sight sight = browser.look(uri(path), view);

      String colours = view.dark() ? "dark" : "light";
      Files.write(
          PICTURES.resolve("%s-%d-%s.png".formatted(name, view.width(), colours)), sight.png());
      assertThat(sight.clipped()).as("%s at %d px", path, view.width()).isEmpty();
      assertThat(sight.complaints())
          .as("the browser's console on %s", path)
          .allMatch(each -> each.contains("404") && name.equals("nothing"));
    }
  }

  private static String tenants(Instant now) {
    return DemoTenant.all().stream()
        .map(
            each ->
                "  - {id: %s, name: %s, tier: %s, zone: %s, language: %s, onboarded_at: %s%s}\n"
                    .formatted(
                        each.id(),
                        each.name(),
                        each.tier(),
                        each.zone(),
                        each.language(),
                        now.minus(each.onboardedDaysAgo(), ChronoUnit.DAYS),
                        each.contractEuros().map(", contract_value: %d"::formatted).orElse("")))
        .collect(Collectors.joining("", "tenants:\n", ""));
  }

  private static void health(HttpExchange exchange) throws IOException {
    boolean down = exchange.getRequestURI().getPath().contains(DOWN);
    exchange.sendResponseHeaders(down ? 503 : 200, -1);
    exchange.close();
  }

  private static String body(String path) throws IOException {
    try (var in = uri(path).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }
}
