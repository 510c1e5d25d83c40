package dev.nines.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningTest {

  private final List<String> stopped = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final Running running = new Running((name, _) -> failed.add(name));

  @Test
  void whatWasStartedLastIsStoppedFirst() {
    running.add("database", () -> stopped.add("database"));
    running.add("gateway", () -> stopped.add("gateway"));

    running.close();

    assertThat(stopped).containsExactly("gateway", "database");
    assertThat(running.isEmpty()).isTrue();
  }

  @Test
  void whatFailsToStopDoesNotKeepTheRestRunning() {
    running.add("database", () -> stopped.add("database"));
    running.add(
        "gateway",
        () -> {
          throw new IllegalStateException("stuck");
        });

    running.close();

    assertThat(stopped).containsExactly("database");
    assertThat(failed).containsExactly("gateway");
  }

  @Test
  void whatComesAfterTheEndIsStoppedAtOnce() {
    running.close();

    running.add("late", () -> stopped.add("late"));

    assertThat(stopped).containsExactly("late");
  }
}
