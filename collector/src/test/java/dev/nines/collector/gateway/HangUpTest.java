package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HangUpTest {
  private static final Path KILL = Path.of("/bin/kill");

  @Test
  void everyHangUpOfTheProcessRunsTheAction() throws Exception {
    assumeTrue(Files.isExecutable(KILL), "there is no /bin/kill to send a signal with");
    var signals = new Semaphore(0);
    HangUp.onSignal(signals::release);

    hangUp();
    assertThat(signals.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    hangUp();
    assertThat(signals.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }

  private static void hangUp() throws Exception {
    String self = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder(KILL.toString(), "-HUP", self).start().waitFor();
  }
}
