package dev.nines.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.demo.server.Ports;
import dev.nines.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a user gets it: the built jar in a process of its own.
class DemoIT {

  private static final Path JAR = Path.of("target", "nines-demo.jar");
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+\\S*");
  private static final Pattern FAULTS =
      Pattern.compile("curl (http://127\\.0\\.0\\.1:\\d+/faults)");

  @TempDir Path temporary;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = FreePort.find();
  private Process demo;

  @AfterEach
  void endWhatIsLeft() {
    demo.descendants().forEach(ProcessHandle::destroyForcibly);
    demo.destroyForcibly();
  }

  @Test
  void aFaultIsSeenAndTheEndLeavesNothingRunningAndASecondStartGoesOn() throws Exception {
    start();
    String printed = awaitReady();
    assertThat(first(URL, printed)).isEqualTo("http://127.0.0.1:" + port + "/");
    assertThat(get(console("/"))).contains("Meridian Bank").contains("Northwind Logistics");
    assertThat(get(console("/reports/northwind"))).contains("Northwind Logistics");
    awaitMetric("tenant-availability", "meridian", "good", 1);

    String faults = first(FAULTS, printed);
    post(faults + "/database-down?tenant=meridian&on=true");
    awaitMetric("tenant-availability", "meridian", "bad", 2);
    awaitMetric(
        "tenant-availability",
        "aurora",
        "good",
        metric("tenant-availability", "aurora", "good") + 1);
    assertThat(get(console("/demo"))).contains("On for");
    post(faults + "/database-down?tenant=meridian&on=false");

    List<ProcessHandle> servers = demo.descendants().toList();
    assertThat(servers).hasSizeGreaterThanOrEqualTo(2);
    interrupt();
    assertThat(demo.exitValue()).isZero();
    assertThat(servers).noneMatch(ProcessHandle::isAlive);
    assertThat(Ports.isFree(port)).isTrue();

    start();
    assertThat(awaitReady())
        .contains("tenants found as they were left")
        .contains("History goes on");
    interrupt();
  }

  @Test
  void aDemoThatWasKilledIsClearedUpByTheNext() throws Exception {
    start();
    awaitReady();
    List<ProcessHandle> servers = demo.descendants().toList();
    demo.destroyForcibly().waitFor();
    assertThat(servers).allMatch(ProcessHandle::isAlive);

    start();

    assertThat(awaitReady()).contains("Ended what an earlier demo left running: mariadb, redis");
    assertThat(servers).noneMatch(ProcessHandle::isAlive);
    interrupt();
  }

  private void start() throws IOException {
    Files.deleteIfExists(output());
    demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                JAR.toAbsolutePath().toString(),
                "--data",
                temporary.resolve("data").toString(),
                "--port",
                Integer.toString(port),
                "--orders-share",
                "0.01")
            .redirectErrorStream(true)
            .redirectOutput(output().toFile())
            .start();
  }

  private String awaitReady() throws IOException {
    await()
        .atMost(READY_LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> !demo.isAlive() || printed().contains("Ctrl-C stops everything"));
    assertThat(printed()).contains("Ctrl-C stops everything");
    return printed();
  }

  /// Does what Ctrl-C does, by SIGTERM: a build that runs in the background hands an ignored SIGINT
  /// down to its children.
  private void interrupt() throws InterruptedException {
    demo.destroy();
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).as("the demo ended").isTrue();
  }

  private void awaitMetric(String slo, String tenant, String outcome, double atLeast) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> assertThat(metric(slo, tenant, outcome)).isGreaterThanOrEqualTo(atLeast));
  }

  private double metric(String slo, String tenant, String outcome) {
    return get(console("/metrics/tenants"))
        .lines()
        .filter(line -> line.startsWith("nines_sli_events_total{"))
        .filter(
            line ->
                Stream.of("slo=\"" + slo, "tenant=\"" + tenant, "outcome=\"" + outcome)
                    .allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String console(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private String get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  private void post(String url) {
    send(HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode())
          .as(request.uri() + " said " + response.body())
          .isEqualTo(200);
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path output() {
    return temporary.resolve("output.txt");
  }

  private String printed() throws IOException {
    return Files.exists(output()) ? Files.readString(output()) : "";
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
  }
}
