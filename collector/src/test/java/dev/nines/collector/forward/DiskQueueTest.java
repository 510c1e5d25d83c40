package dev.nines.collector.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskQueueTest {
  private static final long ROOMY = 1 << 20;

  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<String> drained(DiskQueue queue) throws Exception {
    var all = new ArrayList<String>();
    for (Optional<DiskQueue.Entry> entry = queue.next(Duration.ZERO);
        entry.isPresent();
        entry = queue.next(Duration.ZERO)) {
      all.add(new String(entry.get().record(), UTF_8));
      queue.remove(entry.get());
    }
    return all;
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(String::valueOf).toList();
  }

  private static void append(DiskQueue queue, int from, int to) throws IOException {
    for (String each : numbers(from, to)) {
      queue.append(bytes(each));
    }
  }

  @Test
  void recordsComeOutInTheirOrder() throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, ROOMY)) {
      append(queue, 0, 100);

      assertThat(drained(queue)).isEqualTo(numbers(0, 100));
      assertThat(queue.state().waitingRecords()).isZero();
    }
  }

  @Test
  void whatWasNotRemovedComesAgainAfterARestart() throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, ROOMY)) {
      append(queue, 0, 10);
      queue.remove(queue.next(Duration.ZERO).orElseThrow());
      queue.next(Duration.ZERO);
    }
    try (DiskQueue queue = DiskQueue.open(folder, ROOMY)) {
      assertThat(queue.state().waitingRecords()).isEqualTo(9);
      append(queue, 10, 12);
      assertThat(drained(queue)).isEqualTo(numbers(1, 12));
    }
  }

  @Test
  void anEmptyQueueStaysEmptyAfterRestarts() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (DiskQueue queue = DiskQueue.open(folder, ROOMY)) {
        assertThat(drained(queue)).isEmpty();
        queue.append(bytes("x"));
        assertThat(drained(queue)).containsExactly("x");
      }
    }
  }

  @Test
  void whenItIsFullTheOldestGoesAndIsCounted() throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, 8_000)) {
      for (int i = 0; i < 100; i++) {
        queue.append(ByteBuffer.allocate(200).putInt(i).array());
      }

      DiskQueue.State state = queue.state();
      int first = ByteBuffer.wrap(queue.next(Duration.ZERO).orElseThrow().record()).getInt();
      assertThat(state.bytes()).isLessThanOrEqualTo(8_000);
      assertThat(state.droppedRecords()).isEqualTo(first).isPositive();
      assertThat(state.waitingRecords()).isEqualTo(100 - first);
    }
  }

  @Test
  void aRecordThatWasDroppedWhileItWasSentIsNotRemovedTwice() throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, 8_000)) {
      queue.append(new byte[200]);
      DiskQueue.Entry sent = queue.next(Duration.ZERO).orElseThrow();
      for (int i = 0; i < 100; i++) {
        queue.append(new byte[200]);
      }
      long waiting = queue.state().waitingRecords();

      queue.remove(sent);

      assertThat(queue.state().waitingRecords()).isEqualTo(waiting);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 20})
  void aTailThatWasCutOffCostsOnlyItself(int missing) throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, ROOMY)) {
      append(queue, 0, 5);
      queue.append(new byte[100]);
    }
    Path file = segments().getLast();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - missing);
    }
    try (DiskQueue queue = DiskQueue.open(folder, ROOMY)) {
      append(queue, 5, 6);
      assertThat(drained(queue)).isEqualTo(numbers(0, 6));
    }
  }

  @Test
  void aDamagedRecordCostsTheRestOfItsFileOnly() throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, ROOMY)) {
      append(queue, 0, 5);
    }
    Path file = segments().getFirst();
    byte[] content = Files.readAllBytes(file);
    content[content.length - 12] ^= 1;
    Files.write(file, content);
    try (DiskQueue queue = DiskQueue.open(folder, ROOMY)) {
      append(queue, 5, 7);
      assertThat(drained(queue)).containsSubsequence("0", "1", "2").endsWith("5", "6");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void garbageInTheFilesIsNeverAnError(long seed) throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, 4_000)) {
      append(queue, 0, 200);
    }
    var random = new Random(seed);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        byte[] content = Files.readAllBytes(file);
        for (int i = 0; i < 10 && content.length > 0; i++) {
          content[random.nextInt(content.length)] = (byte) random.nextInt();
        }
        Files.write(file, content);
      }
    }
    try (DiskQueue queue = DiskQueue.open(folder, 4_000)) {
      drained(queue);
      queue.append(bytes("after"));
      assertThat(drained(queue)).as("seed %d", seed).containsExactly("after");
    }
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".segment"))
          .filter(file -> file.toFile().length() > 20)
          .sorted()
          .toList();
    }
  }
}
