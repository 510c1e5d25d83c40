package dev.nines.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.net.HttpURLConnection;
import java.net.URI;
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

/// The console and a report of a running gateway with the demo's invented past, in a real browser:
/// wide and as on a phone, light and dark. The pictures are in `target/screenshots`, to be looked
/// at.
class PagesIT {
  private static final Path PICTURES = Path.of("target", "screenshots");

  @TempDir private static Path folder;
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
    Path config =
        Files.writeString(
            folder.resolve("nines.yml"),
            """
            evaluation_interval: 1s
            tenants: {file: tenants.yml}
            scrape_configs:
              - job_name: api
                static_configs: [{targets: ["127.0.0.1:1"]}]
            """);
    gateway =
        Gateway.start(
            new RunOptions(
                config, data, new ListenAddress("127.0.0.1", 0), Optional.empty(), false),
            Optional.empty());
    await().atMost(Duration.ofSeconds(60)).until(() -> status("/-/ready") == 200);
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
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "fleet, /",
    "tenant, /tenants/northwind",
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

  private static int status(String path) throws IOException {
    return ((HttpURLConnection) uri(path).toURL().openConnection()).getResponseCode();
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }
}
