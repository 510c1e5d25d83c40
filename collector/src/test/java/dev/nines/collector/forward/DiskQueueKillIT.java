package dev.nines.collector.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that fills the queue is killed at random instants: what the queue had taken comes out,
/// each record once and in order.
class DiskQueueKillIT {
  @TempDir private Path folder;

  @Test
  void nothingTakenIsLostWhenTheProcessIsKilled() throws Exception {
    kill(3, 1);
  }

  @Test
  @Tag("nightly")
  void nothingTakenIsLostInFiftyKills() throws Exception {
    kill(50, System.nanoTime());
  }

  private void kill(int times, long seed) throws Exception {
    var random = new Random(seed);
    long next = 0;
    for (int round = 0; round < times; round++) {
      long taken = runAndKill(next, 20 + random.nextInt(300));
      long last = drain(next);
      assertThat(last).as("seed %d, round %d", seed, round).isGreaterThanOrEqualTo(taken);
      next = last + 1;
    }
  }

  private long runAndKill(long from, int afterMillis) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    QueueWriter.class.getName(),
                    folder.toString(),
                    String.valueOf(from)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long taken = from - 1;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      Thread.sleep(afterMillis);
      process.toHandle().destroyForcibly(); // kill -9, and what it printed can still be read
      for (; line != null; line = lines.readLine()) {
        taken = line.matches("\\d+") ? Math.max(taken, Long.parseLong(line)) : taken;
      }
    }
    process.onExit().join();
    assertThat(taken).as("records taken before the kill").isGreaterThanOrEqualTo(from);
    return taken;
  }

  private long drain(long from) throws Exception {
    long expected = from;
    try (DiskQueue queue = DiskQueue.open(folder, 1L << 30)) {
      for (Optional<DiskQueue.Entry> entry = queue.next(Duration.ZERO);
          entry.isPresent();
          entry = queue.next(Duration.ZERO)) {
        assertThat(ByteBuffer.wrap(entry.get().record()).getLong()).isEqualTo(expected);
        queue.remove(entry.get());
        expected++;
      }
    }
    return expected - 1;
  }
}
