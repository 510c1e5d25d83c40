package dev.nines.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDatabaseTest {
  private static final int PARTS = 6;

  @TempDir private Path folder;

  @Test
  void severalPartsOfAGatewayMayOpenANewFileAtOnce() throws Exception {
    var start = new CountDownLatch(1);
    Callable<Boolean> part =
        () -> {
          start.await();
          try (Connection connection = StateDatabase.open(folder.resolve("nines.db"))) {
            return connection.isValid(1);
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var opened = new ArrayList<Future<Boolean>>();
      for (int each = 0; each < PARTS; each++) {
        opened.add(threads.submit(part));
      }
      start.countDown();
      for (Future<Boolean> each : opened) {
        assertThat(each.get()).isTrue();
      }
    }
  }
}
