package dev.nines.slo.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.exclusion.MinuteRanges;
import dev.nines.slo.exclusion.MinuteRanges.Range;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.Interval;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Minute;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodFiguresTest {
  private static final BudgetingMethod OCCURRENCES = new BudgetingMethod.Occurrences();
  private static final BudgetingMethod TIMESLICES =
      new BudgetingMethod.Timeslices(new BigDecimal("0.95"), Duration.ofMinutes(1));
  private static final BudgetingMethod RATIOS =
      new BudgetingMethod.RatioTimeslices(Duration.ofMinutes(1));
  private static final int DAY = 24 * 60;
  private static final int TWO_WEEKS = 14 * DAY;

  /// OpenSLO's own example: 24,000 requests a day, 99 % of them good, target 95 %, slices of a
  /// minute; then an attack under which 1 % are good.
  @Test
  void theWorkedExampleOfOpenSloComesOutForAllThreeMethods() {
    assertBudgetLasts(TIMESLICES, 1008); // 16 h 48 min
    assertBudgetLasts(RATIOS, 822); // 13 h 42 min 51 s
    assertBudgetLasts(OCCURRENCES, 1018); // 100,800 of 2,016,000 requests
  }

  /// A minute has 100 requests here.
  private static void assertBudgetLasts(BudgetingMethod method, int attackMinutes) {
    Figures within = attacked(method, attackMinutes);
    Figures beyond = attacked(method, attackMinutes + 1);

    assertThat((double) within.bad()).isLessThanOrEqualTo(0.05 * within.total());
    assertThat((double) beyond.bad()).isGreaterThan(0.05 * beyond.total());
  }

  private static Figures attacked(BudgetingMethod method, int attackMinutes) {
    List<Minute> minutes =
        LongStream.range(0, TWO_WEEKS)
            .mapToObj(
                minute ->
                    minute < attackMinutes
                        ? new Minute(minute, 1, 99, 0, true)
                        : new Minute(
                            minute, isRatio(method) ? 99 : 100, isRatio(method) ? 1 : 0, 0, true))
            .toList();
    return new PeriodFigures(0, TWO_WEEKS, 0, MinuteRanges.EMPTY).of(method, minutes, List.of());
  }

  private static boolean isRatio(BudgetingMethod method) {
    return method instanceof BudgetingMethod.RatioTimeslices;
  }

  @Test
  void maintenanceLeavesBothSidesOfTheRatio() {
    var minutes = new ArrayList<Minute>();
    for (long minute = 0; minute < 28L * DAY; minute++) {
      boolean down = minute < 15; // ten of them under maintenance
      minutes.add(new Minute(minute, down ? 0 : 1, down ? 1 : 0, 0, true));
    }
    var maintenance = MinuteRanges.union(List.of(new Range(0, 10)));

    Figures figures =
        new PeriodFigures(0, 28L * DAY, 0, maintenance).of(OCCURRENCES, minutes, List.of());

    assertThat((double) figures.good() / figures.total())
        .isCloseTo(1 - 5.0 / 40_310, within(1e-12));
    assertThat(figures.expectedMinutes()).isEqualTo(40_310);
  }

  @Test
  void anIntervalIsExcludedOnlyIfAllOfItIs() {
    var excluded = MinuteRanges.union(List.of(new Range(10, 20)));
    var figures = new PeriodFigures(0, 60, 0, excluded);

    assertThat(figures.of(OCCURRENCES, List.of(), List.of(new Interval(10, 20, 1, 2, 0))).bad())
        .isZero();
    assertThat(figures.of(OCCURRENCES, List.of(), List.of(new Interval(10, 21, 1, 2, 0))).bad())
        .isEqualTo(2);
    assertThat(figures.of(TIMESLICES, List.of(), List.of(new Interval(30, 40, 1, 2, 0))).total())
        .isZero();
  }

  @Test
  void aSliceWithMissingMinutesIsJudgedOnlyIfTheyDoNotDecide() {
    var method = new BudgetingMethod.Timeslices(new BigDecimal("0.9"), Duration.ofMinutes(10));
    var nineGood = minutes(9, 100, 0);
    var eightGood = minutes(8, 100, 0);
    var eightBad = minutes(8, 0, 100);
    var tenMinutes = new PeriodFigures(0, 10, 0, MinuteRanges.EMPTY);

    assertThat(tenMinutes.of(method, nineGood, List.of()))
        .isEqualTo(new Figures(1, 0, 0, 9, 0, 10));
    assertThat(tenMinutes.of(method, eightGood, List.of()))
        .isEqualTo(new Figures(0, 0, 0, 0, 0, 10));
    assertThat(tenMinutes.of(method, eightBad, List.of()))
        .isEqualTo(new Figures(0, 1, 0, 8, 0, 10));
  }

  @Test
  void slicesBeginWithThePeriodAndTheLastOneEndsWithIt() {
    var method = new BudgetingMethod.Timeslices(new BigDecimal("0.9"), Duration.ofMinutes(10));
    var excluded = MinuteRanges.union(List.of(new Range(1007, 1010)));
    var period = new PeriodFigures(1003, 1025, 0, excluded);
    var minutes = new ArrayList<Minute>();
    for (long minute = 1000; minute < 1030; minute++) {
      minutes.add(new Minute(minute, minute < 1013 ? 100 : 0, minute < 1013 ? 0 : 100, 0, true));
    }

    // 1003 to 1013 good without the excluded minutes, 1013 to 1023 and 1023 to 1025 bad
    assertThat(period.of(method, minutes, List.of())).isEqualTo(new Figures(1, 2, 0, 19, 0, 19));
  }

  @Test
  void anIntervalCountsOnlyInAPeriodThatHoldsAllOfIt() {
    var period = new PeriodFigures(100, 160, 0, MinuteRanges.EMPTY);

    assertThat(
            period.of(
                OCCURRENCES,
                List.of(new Minute(100, 1, 1, 1, true)),
                List.of(
                    new Interval(99, 110, 1000, 1000, 1000),
                    new Interval(100, 110, 10, 20, 30),
                    new Interval(150, 160, 100, 200, 300),
                    new Interval(150, 161, 1000, 1000, 1000))))
        .isEqualTo(new Figures(111, 221, 331, 1, 0, 60));
  }

  @Test
  void whatWasCountedBeforeAMinuteIsThatOfEarlierMinutesAndOfSlicesThatBeganEarlier() {
    var period = new PeriodFigures(100, 160, 0, MinuteRanges.EMPTY);
    List<Minute> minutes =
        LongStream.range(100, 160).mapToObj(minute -> new Minute(minute, 1, 0, 0, true)).toList();
    var slices = new BudgetingMethod.Timeslices(new BigDecimal("0.9"), Duration.ofMinutes(10));

    assertThat(period.totalBefore(115, OCCURRENCES, minutes, List.of())).isEqualTo(15);
    assertThat(period.totalBefore(110, slices, minutes, List.of())).isEqualTo(1);
    assertThat(period.totalBefore(111, slices, minutes, List.of())).isEqualTo(2);
    assertThat(period.totalBefore(90, slices, minutes, List.of())).isZero();
    assertThat(period.totalBefore(500, slices, minutes, List.of())).isEqualTo(6);
  }

  @Test
  void aRatioOfVeryManyEventsIsExact() {
    long many = Long.MAX_VALUE / 4;

    assertThat(
            new PeriodFigures(0, 1, 0, MinuteRanges.EMPTY)
                .of(RATIOS, List.of(new Minute(0, many, many, 0, true)), List.of()))
        .isEqualTo(new Figures(Figures.RATIO_SLICE / 2, Figures.RATIO_SLICE / 2, 0, 1, 0, 1));
  }

  private static List<Minute> minutes(int count, long good, long bad) {
    return LongStream.range(0, count)
        .mapToObj(minute -> new Minute(minute, good, bad, 0, true))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void itComesToWhatAddingUpEntriesDoes(int block) {
    for (int seed = block * 500; seed < (block + 1) * 500; seed++) {
      var random = new Random(seed);
      int length = 30 + random.nextInt(200);
      var entries = new ArrayList<Entry>();
      var minutes = new TreeMap<Long, Minute>();
      for (int i = random.nextInt(150); i > 0; i--) {
        long minute = random.nextInt(length);
        boolean idle = random.nextInt(4) == 0;
        var entry =
            new Entry(
                0,
                minute,
                1,
                idle ? 0 : random.nextInt(50),
                idle ? 0 : random.nextInt(3),
                random.nextInt(8) == 0 ? 1 : 0);
        entries.add(entry);
        minutes.merge(
            minute,
            new Minute(minute, entry.good(), entry.bad(), entry.doubtful(), true),
            (a, b) ->
                new Minute(
                    minute,
                    a.good() + b.good(),
                    a.bad() + b.bad(),
                    a.doubtful() + b.doubtful(),
                    true));
      }
      long from = random.nextInt(length);
      MinuteRanges excluded =
          MinuteRanges.union(List.of(new Range(from, from + random.nextInt(40))));
      long onboarded = random.nextInt(40) - 10;
      var period = new PeriodFigures(0, length, onboarded, excluded);
      // a calendar day that begins at 1970-01-01T00:00Z and holds the last minute
      var naive =
          new NaiveSums(
              entries,
              length - 1L,
              excluded,
              length - 1L,
              length,
              Instant.ofEpochSecond(onboarded * 60));
      var day =
          new BudgetWindow.Calendar(
              LocalDateTime.of(1970, 1, 1, 0, 0), Period.ofDays(1), ZoneOffset.UTC);
      for (BudgetingMethod method :
          List.of(
              OCCURRENCES,
              TIMESLICES,
              RATIOS,
              new BudgetingMethod.RatioTimeslices(Duration.ofMinutes(1 + random.nextInt(4))))) {
        if (method instanceof BudgetingMethod.RatioTimeslices(var slice)
            && length % slice.toMinutes() != 0) {
          continue; // the period's last slice is shorter than the day's
        }
        assertThat(period.of(method, List.copyOf(minutes.values()), List.of()))
            .as("seed %d, %s", seed, method)
            .isEqualTo(naive.figures(new Measure(day, method, Measure.Basis.CONTRACTUAL)));
      }
    }
  }
}
