package dev.nines.collector.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.collector.heartbeat.DeployBook.Deploy;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployBookTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void theLastDeployOfAServiceOrOfEverythingIsKnownAlsoAfterARestart() {
    var book = new DeployBook(folder.resolve("deploys.jsonl"));
    book.add(new Deploy("api", "1", NOON));
    book.add(new Deploy("worker", "7", NOON.plusSeconds(1)));

    var later = new DeployBook(folder.resolve("deploys.jsonl"));
    assertThat(later.last("api")).contains(new Deploy("api", "1", NOON));
    assertThat(later.last("web")).isEmpty();
    later.add(new Deploy("", "2", NOON.plusSeconds(2)));
    assertThat(later.last("api")).contains(new Deploy("", "2", NOON.plusSeconds(2)));
  }

  @Test
  void withoutATimeItIsNow() {
    assertThat(DeployBook.parse("{\"service\": \"api\", \"version\": \" 1.4 \"}", NOON))
        .isEqualTo(new Deploy("api", "1.4", NOON));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | not JSON",
        "[] | not an object",
        "{} | version: is missing",
        "{\"version\": 1} | version: must be a text",
        "{\"version\": \"1\", \"at\": \"yesterday\"} | at: is not a time",
      })
  void whatIsWrongIsSaid(String body, String problem) {
    assertThatThrownBy(() -> DeployBook.parse(body, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }
}
