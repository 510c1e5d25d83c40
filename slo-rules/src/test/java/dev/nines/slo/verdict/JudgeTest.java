package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.BurnCondition;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Severity;
import dev.nines.slo.window.Figures;
import dev.nines.slo.window.Measure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
  private static final MissingPolicy.Counting LEAVE_OUT = MissingPolicy.Counting.LEAVE_OUT;
  private static final Objective THREE_NINES = Fixtures.objective("0.999");

  private final Judge judge = new Judge();

  @Test
  void aKeptPromiseIsMet() {
    var verdict = judgeBudget(THREE_NINES, Fixtures.measured(999_500, 500, 43_200));
    assertThat(verdict.state()).isEqualTo(Verdict.State.MET);
    assertThat(verdict.sliRatio()).hasValue(0.9995);
    assertThat(verdict.budgetRemainingRatio()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void exactlyTheTargetIsMet() {
    var verdict = judgeBudget(THREE_NINES, Fixtures.measured(999, 1, 43_200));
    assertThat(verdict.state()).isEqualTo(Verdict.State.MET);
  }

  @Test
  void aBrokenPromiseIsBreachedAndItsBudgetOverspent() {
    var verdict = judgeBudget(THREE_NINES, Fixtures.measured(997, 3, 43_200));
    assertThat(verdict.state()).isEqualTo(Verdict.State.BREACHED);
    assertThat(verdict.budgetRemainingRatio()).isCloseTo(-2, within(1e-9));
  }

  @Test
  void whenDoubtfulEventsDecideThereIsNoAnswer() {
    var verdict = judgeBudget(THREE_NINES, new Figures(998, 1, 1, 43_200, 0, 43_200));
    assertThat(verdict.state()).isEqualTo(Verdict.State.INSUFFICIENT_DATA);
    assertThat(verdict.sliRatio()).hasValue(0.998);
    assertThat(verdict.sliUpperRatio()).hasValue(0.999);
  }

  @ParameterizedTest
  @CsvSource({"38880, MET", "38879, INSUFFICIENT_DATA"})
  void belowNineTenthsOfTheMinutesThereIsNoAnswer(int minutes, Verdict.State state) {
    var verdict = judgeBudget(THREE_NINES, new Figures(1_000, 0, 0, minutes, 0, 43_200));
    assertThat(verdict.state()).isEqualTo(state);
  }

  @Test
  void withoutEventsThereIsNoFigure() {
    var verdict = judgeBudget(THREE_NINES, new Figures(0, 0, 0, 43_200, 43_200, 43_200));
    assertThat(verdict.state()).isEqualTo(Verdict.State.NO_DATA);
    assertThat(verdict.sliRatio()).isEmpty();
    assertThat(verdict.budgetRemainingRatio()).isEqualTo(1);
  }

  @Test
  void aFrozenSeriesIsNotJudged() {
    var verdict =
        judge.judge(
            THREE_NINES, Fixtures.ACME, all(Fixtures.measured(9, 1, 60)), Fixtures.NOON, true);
    assertThat(verdict.state()).isEqualTo(Verdict.State.FROZEN);
  }

  /// 900 measured minutes with 10 events each, 60 of 1,000 idle and 40 unmeasured.
  @ParameterizedTest
  @CsvSource({
    "LEAVE_OUT, LEAVE_OUT, 0.990000000",
    "GOOD, LEAVE_OUT, 0.990625000",
    "LEAVE_OUT, BAD, 0.947872340",
    "GOOD, BAD, 0.951",
    "BAD, GOOD, 0.931",
  })
  void eachPolicyGivesMissingMinutesTheWeightOfMeasuredOnes(
      MissingPolicy.Counting idle, MissingPolicy.Counting unmeasured, double sli) {
    var objective =
        Fixtures.objective("0.9", new MissingPolicy(idle, unmeasured), AlertPolicy.DEFAULT);
    var verdict = judgeBudget(objective, new Figures(8_910, 90, 0, 960, 60, 1_000));
    assertThat(verdict.sliRatio().orElseThrow()).isCloseTo(sli, within(1e-9));
  }

  @Test
  void aTotalOutageFiresTheFastTierWithTheFourthBadProbe() {
    assertThat(firing(outageAfterHealthyHour(3))).isEmpty();
    assertThat(firing(outageAfterHealthyHour(4))).containsExactly("fast");
  }

  /// A 15 s probe: 240 checks an hour, 20 in five minutes, the last so many of them bad.
  private Verdict outageAfterHealthyHour(int badProbes) {
    return judge(
        window -> {
          int probes = (int) (window.toSeconds() / 15);
          return Fixtures.measured(probes - badProbes, badProbes, (int) window.toMinutes());
        });
  }

  @Test
  void oneBadRequestOfFewIsNotEnoughEvidence() {
    var verdict = judge(_ -> Fixtures.measured(9, 1, 60));
    assertThat(verdict.tiers()).allMatch(reading -> !reading.crosses() && !reading.clears());
  }

  @Test
  void anEmptyShortWindowNeitherFiresNorClears() {
    var verdict = judge(quietFor(Duration.ofMinutes(5)));
    var fast = verdict.tiers().getFirst();
    assertThat(fast.crosses()).isFalse();
    assertThat(fast.clears()).isFalse();
  }

  @Test
  void anEmptyLongWindowClears() {
    var verdict = judge(quietFor(Duration.ofHours(1)));
    assertThat(verdict.tiers().getFirst().clears()).isTrue();
  }

  private static Function<Duration, Figures> quietFor(Duration quiet) {
    return window -> {
      int minutes = (int) window.toMinutes();
      return window.compareTo(quiet) <= 0
          ? new Figures(0, 0, 0, minutes, minutes, minutes)
          : Fixtures.measured(100, 100, minutes);
    };
  }

  @ParameterizedTest
  @EnumSource(MissingPolicy.Counting.class)
  void noPolicyLetsUnmeasuredMinutesFireOrClear(MissingPolicy.Counting counting) {
    var objective =
        Fixtures.objective("0.999", new MissingPolicy(LEAVE_OUT, counting), AlertPolicy.DEFAULT);
    var blind = new Figures(0, 0, 0, 0, 0, 300);
    var verdict = judgeBudget(objective, blind);
    assertThat(verdict.tiers()).hasSize(5);
    assertThat(verdict.tiers()).allMatch(reading -> !reading.crosses() && !reading.clears());
  }

  @Test
  void aTenantIsJudgedByTheTargetOfItsTier() {
    assertThat(judge.tiersOf(THREE_NINES, Fixtures.tenantOf("trial"), Fixtures.NOON))
        .extracting(BurnTier::name)
        .containsExactly("medium", "slow", "long");
    assertThat(judge.tiersOf(THREE_NINES, Fixtures.ACME, Fixtures.NOON)).hasSize(4);
  }

  @Test
  void tiersCanBeSwitchedOff() {
    var noTickets =
        Fixtures.objective(
            "0.999",
            MissingPolicy.LEFT_OUT,
            new AlertPolicy(true, Set.of("slow", "long"), 3, 0.95));
    var silent =
        Fixtures.objective(
            "0.999", MissingPolicy.LEFT_OUT, new AlertPolicy(false, Set.of(), 3, 0.95));
    assertThat(judge.tiersOf(noTickets, Fixtures.ACME, Fixtures.NOON))
        .extracting(BurnTier::name)
        .containsExactly("fast", "medium");
    assertThat(judge.tiersOf(silent, Fixtures.ACME, Fixtures.NOON)).isEmpty();
  }

  @Test
  void namesEveryWindowItAsksFor() {
    assertThat(judge.measures(List.of(THREE_NINES)))
        .extracting(Measure::window)
        .extracting(ErrorBudget::nominalLength)
        .containsExactlyInAnyOrder(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(30));
  }

  @Test
  void aPartOfACompositeIsMeasuredOverTheWindowsOfTheWhole() {
    var silent =
        Fixtures.objective(
            "0.999", MissingPolicy.LEFT_OUT, new AlertPolicy(false, Set.of(), 3, 0.95));

    assertThat(judge.measures(List.of(silent))).hasSize(1);
    assertThat(judge.measures(List.of(silent, compositeOf(silent.slo())))).hasSize(8);
    assertThat(judge.measures(List.of(silent, compositeOf("another")))).hasSize(1);
  }

  private static Objective compositeOf(String part) {
    return new Objective(
        "journey",
        "shop",
        "Journey",
        "",
        new Indicator.Composite(List.of(new Indicator.Component(part, BigDecimal.ONE))),
        "tenant",
        new BigDecimal("0.999"),
        Map.of(),
        new BudgetWindow.Rolling(Fixtures.THIRTY_DAYS),
        new BudgetingMethod.Occurrences(),
        MissingPolicy.LEFT_OUT,
        AlertPolicy.DEFAULT,
        Map.of(),
        "journey.yaml:1");
  }

  @Test
  void conditionsOfASpecStandBesideTheWorkbooksTiers() {
    Duration hour = Duration.ofHours(1);
    var condition =
        new BurnCondition(
            "quick",
            "page",
            hour,
            BurnCondition.shortOf(hour),
            20,
            Duration.ofMinutes(2),
            Severity.CRITICAL,
            true,
            false,
            List.of());
    var policy =
        new AlertPolicy(
            true, true, Set.of("slow"), List.of(condition), Map.of("fast", hour), 1, 3, 0.95);
    var objective = Fixtures.objective("0.999", MissingPolicy.LEFT_OUT, policy);

    assertThat(judge.tiersOf(objective, Fixtures.ACME, Fixtures.NOON))
        .extracting(BurnTier::name, BurnTier::after)
        .containsExactly(
            tuple("fast", hour),
            tuple("medium", Duration.ZERO),
            tuple("long", Duration.ZERO),
            tuple("quick", Duration.ofMinutes(2)));
  }

  private Verdict judge(Function<Duration, Figures> figures) {
    return judge.judge(THREE_NINES, Fixtures.ACME, figures, Fixtures.NOON, false);
  }

  private Verdict judgeBudget(Objective objective, Figures figures) {
    return judge.judge(objective, Fixtures.ACME, all(figures), Fixtures.NOON, false);
  }

  private static Function<Duration, Figures> all(Figures figures) {
    return _ -> figures;
  }

  private static List<String> firing(Verdict verdict) {
    return verdict.tiers().stream()
        .filter(TierReading::crosses)
        .map(reading -> reading.tier().name())
        .toList();
  }
}
