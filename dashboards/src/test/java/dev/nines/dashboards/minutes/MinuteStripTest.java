package dev.nines.dashboards.minutes;

import static dev.nines.dashboards.minutes.MinuteKind.BAD;
import static dev.nines.dashboards.minutes.MinuteKind.GOOD;
import static dev.nines.dashboards.minutes.MinuteKind.IDLE;
import static dev.nines.dashboards.minutes.MinuteKind.UNMEASURED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.dashboards.minutes.MinuteStrip.Run;
import dev.nines.slo.model.Minute;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinuteStripTest {

  @Test
  void minutesBecomeRunsWithoutHoles() {
    var strip =
        MinuteStrip.of(
            List.of(
                new Minute(101, 99, 1, 0, true),
                new Minute(100, 100, 0, 0, true),
                new Minute(102, 90, 10, 0, true),
                new Minute(104, 0, 0, 0, true),
                new Minute(109, 5, 0, 0, true)),
            0.01,
            100,
            110);
    assertThat(strip.runs())
        .containsExactly(
            new Run(GOOD, 0, 2),
            new Run(BAD, 2, 1),
            new Run(UNMEASURED, 3, 1),
            new Run(IDLE, 4, 1),
            new Run(UNMEASURED, 5, 4),
            new Run(GOOD, 9, 1));
    assertThat(strip.inWords())
        .isEqualTo(
            "3 minutes within target, 1 minute below target, 1 minute idle, 5 minutes not"
                + " measured");
  }

  @Test
  void theLastMinutesAreLeftOutWhileNothingIsKnownOfThem() {
    var strip = MinuteStrip.untilNow(List.of(new Minute(100, 1, 0, 0, true)), 0.01, 90, 103);
    assertThat(strip.length()).isEqualTo(11);
  }

  @Test
  void aLongSilenceAtTheEndIsShown() {
    var strip = MinuteStrip.untilNow(List.of(new Minute(90, 1, 0, 0, true)), 0.01, 90, 120);
    assertThat(strip.runs()).contains(new Run(UNMEASURED, 1, 26));
  }
}
