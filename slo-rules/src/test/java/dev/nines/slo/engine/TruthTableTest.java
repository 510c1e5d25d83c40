package dev.nines.slo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.exclusion.Exclusion;
import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.exclusion.Schedule;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What happened in a minute, and what it is: the table that missing must never silently be good or
/// bad by. Ten minutes of each follow an hour that went well.
class TruthTableTest {
  @TempDir private Path folder;
  private EngineRig rig;

  @BeforeEach
  void open() throws IOException {
    rig = new EngineRig(folder);
    rig.run(0, 60, 4, 0);
  }

  @AfterEach
  void close() throws IOException {
    rig.close();
  }

  /// What happened to the target, or to us.
  enum Happened {
    ANSWERED_WELL,
    ANSWERED_BADLY,
    BOTH,
    NOTHING_TO_COUNT,
    UNREACHABLE,
    WE_WERE_BLIND,
    PARTIAL,
    NOT_READ,
    MAINTENANCE
  }

  @ParameterizedTest(name = "{0}: {1}, SLI {2}, {3} of 70 minutes, {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what happened   | the minute | good share | measured | expected | state             | burns
          ANSWERED_WELL     | good       | 1          | 70       | 70       | met               | no
          ANSWERED_BADLY    | bad        | 0.857143   | 70       | 70       | breached          | yes
          BOTH              | bad        | 0.933333   | 70       | 70       | breached          | yes
          NOTHING_TO_COUNT  | idle       | 1          | 70       | 70       | met               | no
          UNREACHABLE       | unmeasured | 1          | 60       | 70       | insufficient_data | no
          WE_WERE_BLIND     | unmeasured | 1          | 60       | 70       | insufficient_data | no
          PARTIAL           | unmeasured | 1          | 60       | 70       | insufficient_data | no
          NOT_READ          | unmeasured | 1          | 60       | 70       | insufficient_data | no
          MAINTENANCE       | bad        | 1          | 60       | 60       | met               | no
          """)
  void whatHappenedDecidesWhatAMinuteIs(
      Happened happened,
      String minute,
      double goodShare,
      int measured,
      int expected,
      String state,
      String burns) {
    Verdict verdict = happens(happened);

    assertThat(kind()).isEqualTo(minute);
    assertThat(Math.round(verdict.sliRatio().orElseThrow() * 1e6) / 1e6).isEqualTo(goodShare);
    assertThat(verdict.figures().measuredMinutes()).isEqualTo(measured);
    assertThat(verdict.figures().expectedMinutes()).isEqualTo(expected);
    assertThat(verdict.state().label()).isEqualTo(state);
    assertThat(EngineRig.firing(verdict).contains("fast")).isEqualTo(burns.equals("yes"));
  }

  @Test
  void aBurnThatWeCanNoLongerSeeNeitherEndsNorIsForgotten() {
    rig.run(60, 70, 0, 4);
    rig.run(70, 71, 0, 4);
    Verdict blind = rig.tick(minute(80));

    assertThat(blind.tiers().getFirst().clears()).isFalse();
  }

  @Test
  void belowNineTenthsOfTheMinutesThereIsNoVerdictAndAboveThereIs() {
    rig.tick(minute(66).plusSeconds(121)); // 60 of 66
    assertThat(rig.last().state()).isEqualTo(Verdict.State.MET);

    rig.tick(minute(67).plusSeconds(121)); // 60 of 67
    assertThat(rig.last().state()).isEqualTo(Verdict.State.INSUFFICIENT_DATA);
  }

  private static Instant minute(int minute) {
    return EngineRig.START.plusSeconds(60L * minute);
  }

  /// Ten minutes of it, and then until they are closed.
  private Verdict happens(Happened happened) {
    for (int minute = 60; minute < 70; minute++) {
      switch (happened) {
        case ANSWERED_WELL -> rig.run(minute, minute + 1, 4, 0);
        case ANSWERED_BADLY -> rig.run(minute, minute + 1, 0, 4);
        case BOTH -> rig.run(minute, minute + 1, 4, 2);
        case NOTHING_TO_COUNT -> rig.run(minute, minute + 1, 0, 0);
        case UNREACHABLE -> read(minute, new Reading.Unreachable("connection refused"));
        case WE_WERE_BLIND -> read(minute, new Reading.Blind("the reference is gone, too"));
        case PARTIAL -> read(minute, new Reading.Partial("cut off"));
        case NOT_READ -> rig.tick(minute(minute));
        case MAINTENANCE -> {
          rig.exclusions = maintenance();
          rig.run(minute, minute + 1, 0, 4);
        }
      }
    }
    return rig.tick(minute(69).plusSeconds(59 + 120 + 1));
  }

  private void read(int minute, Reading reading) {
    rig.engine.offer(new Observation("probe", "health/acme", minute(minute), reading));
    rig.tick(minute(minute).plusMillis(100));
  }

  private static Exclusions maintenance() {
    return new Exclusions(
        List.of(
            new Exclusion(
                "upgrade",
                "maintenance",
                "MariaDB 11.8",
                "ops",
                EngineRig.START,
                Optional.empty(),
                List.of(),
                List.of(),
                new Schedule.Once(minute(60), minute(70)))));
  }

  /// What the ledger knows of minute 65.
  private String kind() {
    int series = rig.engine.series("tenant-availability", EngineRig.ACME.id()).orElseThrow();
    long at = minute(65).getEpochSecond() / 60;
    Minute minute = rig.ledger.read(series, at, at + 1, Instant.MAX).getFirst();
    if (!minute.observed()) {
      return "unmeasured";
    }
    if (minute.total() == 0) {
      return "idle";
    }
    return minute.bad() > 0 ? "bad" : "good";
  }
}
