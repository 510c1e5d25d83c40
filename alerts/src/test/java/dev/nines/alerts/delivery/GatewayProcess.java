package dev.nines.alerts.delivery;

import dev.nines.alerts.lifecycle.AlertLifecycle;
import dev.nines.alerts.lifecycle.AlertSettings;
import dev.nines.alerts.lifecycle.Burns;
import dev.nines.alerts.lifecycle.Condition;
import dev.nines.alerts.store.SqliteAlertStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A process of its own that does what the gateway does after each evaluation, to be killed or
/// starved by a test: lifecycle, SQLite store and delivery, with `acme` burning all the time.
final class GatewayProcess implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(100);

  /// A first failure may pass: opened anew, the database begins its log anew.
  static final int FAILURES_BEFORE_BURN = 5;

  private final Process process;
  private final BufferedReader output;

  /// @param fileSizeLimit 512-byte blocks that no file of the process may outgrow, or `unlimited`:
  ///   what the process then meets is a disk that takes no more
  /// @param conditions how many troubles begin in each tick, so that the store has to grow
  GatewayProcess(String alertmanager, Path database, String fileSizeLimit, int conditions)
      throws IOException {
    var java =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:-UsePerfData", // a file that would hit the limit before ours
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            GatewayProcess.class.getName(),
            alertmanager,
            database.toString(),
            Integer.toString(conditions));
    var command = new ArrayList<>(List.of("sh", "-c", "ulimit -f \"$0\"; exec \"$@\""));
    command.add(fileSizeLimit);
    command.addAll(java);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /// Waits for the process to say that it did so many ticks; the number of failures of the store so
  /// far.
  int awaitTick(int tick) throws IOException {
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("tick ")) {
        var words = line.split(" ");
        if (Integer.parseInt(words[1]) >= tick) {
          return Integer.parseInt(words[2]);
        }
      }
    }
    throw new IOException("the process ended before tick " + tick);
  }

  /// Signal 9: nothing is drained, nothing closed.
  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    int conditions = Integer.parseInt(args[2]);
    var lifecycle =
        new AlertLifecycle(
            new SqliteAlertStore(Path.of(args[1])),
            new AlertSettings("http://n/{alertname}", "http://n/{tenant}", "http://n/"));
    var delivery =
        new AlertDelivery(
            List.of(new AlertmanagerTarget(URI.create(args[0]), new Credentials.None())),
            DeliverySettings.every(Duration.ofSeconds(15)),
            InstantSource.system());
    var burn = List.of(Burns.outage("acme", Duration.ofMinutes(1)));
    for (int tick = 0; ; tick++) {
      boolean late = conditions > 0 && lifecycle.stats().storeFailures() < FAILURES_BEFORE_BURN;
      delivery.tell(
          lifecycle.step(
              late ? List.of() : burn, troubles(tick * conditions), Instant.now(), true));
      System.out.println("tick " + tick + " " + lifecycle.stats().storeFailures());
      Thread.sleep(TICK);
    }
  }

  private static List<Condition> troubles(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            each -> Condition.sourceDown("probe", "target " + each, "x".repeat(200), Burns.NOON))
        .toList();
  }
}
