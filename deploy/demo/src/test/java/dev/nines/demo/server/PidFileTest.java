package dev.nines.demo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  @TempDir Path folder;

  private Path path;
  private PidFile file;

  @BeforeEach
  void newFile() {
    path = folder.resolve("server.pid");
    file = new PidFile(path);
  }

  @Test
  void aNotedProcessIsFoundWhileItRuns() throws IOException {
    Process process = new ProcessBuilder("sleep", "60").start();
    file.write(process.toHandle());

    assertThat(file.running()).contains(process.toHandle());
    assertThat(file.reap()).isTrue();
    assertThat(process.isAlive()).isFalse();
    assertThat(path).doesNotExist();
  }

  @Test
  void aProcessThatMerelyHasTheSameIdIsLeftAlone() throws IOException {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(path, process.pid() + "\n2020-01-01T00:00:00Z\n");

      assertThat(file.reap()).isFalse();
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFileCutOffWhileItWasWrittenNamesNobody() throws IOException {
    Files.writeString(path, "12");

    assertThat(file.running()).isEmpty();
  }
}
