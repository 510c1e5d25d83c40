package dev.nines.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VanishedTest {
  private static final Series STAYS = pod("stays");
  private static final Series GOES = pod("goes");
  private static final Duration JUST_KEPT = Vanished.KEPT.minusSeconds(1);

  private final Selection selection =
      new Selection(
          List.of(
              Objectives.bad(
                  "errors",
                  "sum by (tenant) (increase(errors_total[5m]))",
                  "sum by (tenant) (increase(req_total[5m]))")));
  private final List<Baseline> changed = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private static Series pod(String pod) {
    return new Series("req_total", Map.of("tenant", "acme", "pod", pod), SampleKind.CUMULATIVE);
  }

  private long read(Duration later, Sample... samples) {
    now = now.plus(later);
    var read = new Reading.Complete(List.of(samples), List.of());
    Contributions contributions = selection.accept(new Observation("scrape", "app:1", now, read));
    changed.addAll(contributions.changedBaselines());
    return contributions.counts().stream().mapToLong(Contribution::total).sum();
  }

  @BeforeEach
  void bothSeriesAreReadAndOneGoes() {
    read(Duration.ZERO, new Sample(STAYS, 100), new Sample(GOES, 1000));
    read(Duration.ofMinutes(1), new Sample(STAYS, 100), new Sample(GOES, 1000));
    read(Duration.ofMinutes(1), new Sample(STAYS, 100));
  }

  @Test
  void aSeriesThatComesBackSoonGoesOnWhereItStopped() {
    read(JUST_KEPT, new Sample(STAYS, 100));

    assertThat(read(Duration.ofSeconds(0), new Sample(STAYS, 100), new Sample(GOES, 1007)))
        .isEqualTo(7);
  }

  @Test
  void aSeriesThatIsGoneForLongIsForgottenAlsoInTheJournal() {
    read(Vanished.KEPT, new Sample(STAYS, 100));

    assertThat(selection.baselines()).extracting(Baseline::series).contains(STAYS);
    assertThat(selection.baselines()).extracting(Baseline::series).doesNotContain(GOES);
    assertThat(changed.getLast().series()).isEqualTo(GOES);
    assertThat(changed.getLast().value()).isNaN();
  }

  @Test
  void aForgottenSeriesThatComesBackBeginsWithABaseline() {
    read(Vanished.KEPT, new Sample(STAYS, 100));

    assertThat(read(Duration.ofMinutes(1), new Sample(STAYS, 102), new Sample(GOES, 1007)))
        .isEqualTo(2);
    assertThat(read(Duration.ofMinutes(1), new Sample(STAYS, 103), new Sample(GOES, 1009)))
        .isEqualTo(3);
  }

  @Test
  void theSeriesThatStaysIsCountedThroughout() {
    assertThat(read(Vanished.KEPT, new Sample(STAYS, 105))).isEqualTo(5);
    assertThat(read(Duration.ofMinutes(1), new Sample(STAYS, 106))).isEqualTo(1);
  }

  @Test
  void aNewSeriesCountsFromZeroAfterOthersWereForgotten() {
    read(Vanished.KEPT, new Sample(STAYS, 100));

    assertThat(read(Duration.ofMinutes(1), new Sample(STAYS, 100), new Sample(pod("new"), 3)))
        .isEqualTo(3);
  }

  @Test
  void podsThatComeAndGoDoNotPileUp() {
    for (int i = 0; i < 20_000; i++) {
      read(Duration.ofMinutes(1), new Sample(STAYS, 100), new Sample(pod("pod-" + i), 1));
    }

    assertThat(selection.baselines()).hasSizeLessThan(100);
  }
}
