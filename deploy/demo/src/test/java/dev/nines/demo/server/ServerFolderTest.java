package dev.nines.demo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTest {

  @TempDir Path temporary;

  @Test
  void aSecretIsDrawnOnceAndReadableByItsOwnerOnly() throws IOException {
    ServerFolder folder = ServerFolder.open(temporary);

    String secret = folder.secret("admin");

    assertThat(secret).hasSize(36).isEqualTo(ServerFolder.open(temporary).secret("admin"));
    assertThat(secret).isNotEqualTo(folder.secret("other"));
    assertThat(Files.getPosixFilePermissions(folder.secretFile("admin")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFolderWithOtherThingsIsRefused() throws IOException {
    Files.writeString(temporary.resolve("thesis.txt"), "years of work");

    assertThatThrownBy(() -> ServerFolder.open(temporary))
        .hasMessageContaining("other things")
        .hasMessageContaining("--data");
    assertThat(temporary).isDirectoryContaining("glob:**thesis.txt");
  }

  @Test
  void aResetForgetsEverything() {
    ServerFolder folder = ServerFolder.open(temporary);
    String before = folder.secret("admin");

    folder.reset();

    assertThat(folder.secret("admin")).isNotEqualTo(before);
  }

  @Test
  void twoDemosDoNotShareAFolder() {
    ServerFolder.open(temporary).claim();

    assertThatThrownBy(() -> ServerFolder.open(temporary).claim())
        .hasMessageContaining("Another demo is running")
        .hasMessageContaining("--data");
  }

  @Test
  void aSocketsPathFitsWhereverTheFolderIs() {
    Path deep = temporary.resolve("a-rather-long-name-".repeat(8));

    assertThat(ServerFolder.open(deep).socket("mariadb").toString()).hasSizeLessThan(108);
  }
}
