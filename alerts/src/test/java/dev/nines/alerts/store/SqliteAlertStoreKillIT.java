package dev.nines.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertStoreException;
import dev.nines.alerts.lifecycle.StoredAlert;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the process that writes, in the middle of it.
class SqliteAlertStoreKillIT {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final int KILLS = 3;
  private static final int KILLS_OF_MIGRATIONS = 20;

  /// From when the file is there, all migrations take about so long.
  private static final int MIGRATIONS_MILLIS = 500;

  @TempDir private Path folder;

  @Test
  void whatWasAcknowledgedSurvivesKillNine() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    int acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged = writeAndKill(acknowledged, 5 + random.nextInt(40));
      try (var store = new SqliteAlertStore(folder.resolve("nines.db"))) {
        var stored = store.load();
        // the one whose acknowledgement the kill cut off may be there as well
        assertThat(stored.size()).as("seed %d", seed).isBetween(acknowledged, acknowledged + 1);
        assertThat(stored).contains(alert(acknowledged - 1));
        acknowledged = stored.size();
      }
    }
  }

  @Test
  @Tag("nightly") // each kill takes the start of a process
  void aSchemaThatIsBeingBroughtUpToDateSurvivesKillNine() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int kill = 0; kill < KILLS_OF_MIGRATIONS; kill++) {
      Path file = folder.resolve(kill + ".db");
      Process process = writer(file, 0);
      await().until(() -> Files.exists(file) || !process.isAlive());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(MIGRATIONS_MILLIS)));
      process.destroyForcibly().waitFor();
      try (var store = new SqliteAlertStore(file)) {
        int stored = store.load().size();
        store.save(List.of(alert(stored)), List.of());
        assertThat(store.load()).as("seed %d", seed).hasSize(stored + 1);
      }
    }
  }

  private static Process writer(Path file, int first) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            file.toString(),
            Integer.toString(first))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Starts a writer, waits for so many acknowledgements and kills it.
  private int writeAndKill(int first, int writes) throws IOException, InterruptedException {
    Process process = writer(folder.resolve("nines.db"), first);
    int acknowledged = first;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("saved ")) {
          acknowledged = Integer.parseInt(line.substring("saved ".length())) + 1;
        }
        if (acknowledged == first + writes) {
          process
              .toHandle()
              .destroyForcibly(); // unlike the process itself, this leaves its output to be read
        }
      }
    }
    assertThat(process.waitFor()).isEqualTo(128 + 9);
    return acknowledged;
  }

  private static StoredAlert alert(int number) {
    var labels = new TreeMap<>(Map.of("alertname", "TenantSloBurn", "tenant", "t" + number));
    return new StoredAlert(
        new Alert(labels, new TreeMap<>(), NOON.plusSeconds(number), Optional.empty()),
        new TreeSet<>(List.of("fast")));
  }

  /// Saves one alert after the other and says so after each.
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws AlertStoreException {
      try (var store = new SqliteAlertStore(Path.of(args[0]))) {
        for (int number = Integer.parseInt(args[1]); ; number++) {
          store.save(List.of(alert(number)), List.of());
          System.out.println("saved " + number);
        }
      }
    }
  }
}
