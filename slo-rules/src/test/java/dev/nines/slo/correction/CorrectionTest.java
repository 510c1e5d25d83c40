package dev.nines.slo.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.slo.correction.Change.Counts;
import dev.nines.slo.correction.Change.Kind;
import dev.nines.slo.correction.Correction.Addition;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectionTest {
  private static final Instant FROM = Instant.parse("2026-03-08T02:00:00Z");
  private static final long FIRST = FROM.getEpochSecond() / 60;
  private static final List<Minute> MINUTES =
      List.of(
          new Minute(FIRST, 90, 10, 5, true),
          Minute.unmeasured(FIRST + 1),
          new Minute(FIRST + 2, 0, 0, 0, true),
          new Minute(FIRST + 3, 100, 0, 0, true));

  private static Correction correction(Change change) {
    return correction(change, FROM, FROM.plusSeconds(240));
  }

  private static Correction correction(Change change, Instant from, Instant to) {
    return new Correction(
        "probe-7", new TenantId("acme"), "slo", from, to, change, "a broken probe", "ops", to);
  }

  @Test
  void countsAreSetByTheirDifferenceAndAnUnobservedMinuteBecomesMeasured() {
    assertThat(correction(new Change.Set(new Counts(100, 0, 0))).additions(MINUTES))
        .containsExactly(
            new Addition(FIRST, new Counts(10, -10, -5)),
            new Addition(FIRST + 1, new Counts(100, 0, 0)),
            new Addition(FIRST + 2, new Counts(100, 0, 0)));
  }

  @Test
  void eventsCountAsAnotherKindAndTheirNumberStays() {
    assertThat(correction(new Change.CountAs(Kind.GOOD)).additions(MINUTES))
        .containsExactly(new Addition(FIRST, new Counts(15, -10, -5)));
  }

  @Test
  void whatIsAddedIsAddedToEachMinute() {
    assertThat(correction(new Change.Add(new Counts(1, 2, 0))).additions(MINUTES))
        .hasSize(4)
        .allMatch(each -> each.counts().equals(new Counts(1, 2, 0)));
  }

  @Test
  void noMoreCanBeTakenAwayThanThereIs() {
    var correction = correction(new Change.Add(new Counts(0, -11, 0)));

    assertThatThrownBy(() -> correction.additions(MINUTES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-03-08T02:00:00Z has 90 good, 10 bad");
  }

  @Test
  void onlyWholeMinutesAndNoMoreThanAMonthCanBeCorrected() {
    var change = new Change.CountAs(Kind.BAD);

    assertThatThrownBy(() -> correction(change, FROM.plusSeconds(1), FROM.plusSeconds(60)))
        .hasMessageContaining("whole minutes");
    assertThatThrownBy(() -> correction(change, FROM, FROM))
        .hasMessageContaining("the end after the beginning");
    assertThatThrownBy(() -> correction(change, FROM, FROM.plus(Duration.ofDays(32))))
        .hasMessageContaining("at most 31 days");
  }
}
