package dev.nines.slo.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Where nothing burned the judgement is known beforehand: it must be the one that is worked out.
class QuietTest {
  private static final List<Objective> OBJECTIVES =
      List.of(
          Fixtures.objective("0.999"),
          Fixtures.objective("0.5"),
          Fixtures.objective(
              "0.99",
              new MissingPolicy(MissingPolicy.Counting.BAD, MissingPolicy.Counting.GOOD),
              new AlertPolicy(
                  true,
                  true,
                  Set.of("slow"),
                  List.of(),
                  Map.of("fast", Duration.ofMinutes(2)),
                  1,
                  1,
                  0.5)),
          Fixtures.objective(
              "0.99", MissingPolicy.LEFT_OUT, new AlertPolicy(true, Set.of("trickle"), 3, 0.95)),
          Fixtures.objective(
              "0.99", MissingPolicy.LEFT_OUT, new AlertPolicy(false, Set.of(), 3, 0.95)));

  private final Judge judge = new Judge();

  @Test
  void theShortWayLeadsToTheSameVerdict() {
    var random = new Random(20261121);
    int quiet = 0;
    for (int round = 0; round < 3_000; round++) {
      Objective objective = OBJECTIVES.get(random.nextInt(OBJECTIVES.size()));
      var figures = new HashMap<Duration, Figures>();
      boolean calm = random.nextBoolean();
      WindowCounts counts =
          WindowCounts.ofEvents(
              objective.window(),
              window -> figures.computeIfAbsent(window, _ -> figures(random, calm)));

      Verdict workedOut = judge.judge(objective, Fixtures.ACME, counts, Fixtures.NOON, false);
      Verdict shorter =
          judge.judge(objective, Fixtures.ACME, new Quick(counts), Fixtures.NOON, false);

      assertThat(shorter).as("round %d: %s", round, figures).isEqualTo(workedOut);
      quiet += figures.values().stream().allMatch(Figures::isQuiet) ? 1 : 0;
    }
    assertThat(quiet).isBetween(300, 2_700);
  }

  @Test
  void allWhoAreQuietShareWhatTheirTiersRead() {
    Yardstick yardstick = judge.yardstick(OBJECTIVES.getFirst(), Fixtures.ACME);
    var one = new Quick(counts(Fixtures.measured(10, 0, 5)));
    var other = new Quick(counts(Fixtures.measured(77, 0, 5)));

    assertThat(judge.judge(yardstick, Fixtures.ACME, one, Fixtures.NOON, false).tiers())
        .isSameAs(judge.judge(yardstick, Fixtures.ACME, other, Fixtures.NOON, false).tiers());
  }

  private static WindowCounts counts(Figures figures) {
    return WindowCounts.ofEvents(OBJECTIVES.getFirst().window(), _ -> figures);
  }

  /// Calm ones are mostly quiet; the others are anything, also empty, idle or unmeasured.
  private static Figures figures(Random random, boolean calm) {
    boolean quiet = calm && random.nextInt(40) > 0;
    long good = quiet ? 1 + random.nextInt(1000) : random.nextInt(3) * random.nextInt(1000);
    long bad = quiet ? 0 : random.nextInt(3) * random.nextInt(100);
    long doubtful = quiet ? 0 : random.nextInt(4) / 3 * random.nextInt(20);
    int expected = random.nextInt(60);
    int measured = quiet ? expected + random.nextInt(2) : random.nextInt(60);
    return new Figures(good, bad, doubtful, measured, random.nextInt(measured + 1), expected);
  }

  /// The same counts, which say beforehand where nothing burned.
  private record Quick(WindowCounts counts) implements WindowCounts {
    @Override
    public boolean isQuiet(Duration window) {
      return counts.burn(window).isQuiet();
    }

    @Override
    public Figures budget() {
      return counts.budget();
    }

    @Override
    public Figures burn(Duration window) {
      return counts.burn(window);
    }

    @Override
    public Figures events(Duration window) {
      return counts.events(window);
    }

    @Override
    public long budgetBefore(long epochMinute) {
      return counts.budgetBefore(epochMinute);
    }

    @Override
    public long burnBefore(Duration window, long epochMinute) {
      return counts.burnBefore(window, epochMinute);
    }

    @Override
    public long eventsBefore(Duration window, long epochMinute) {
      return counts.eventsBefore(window, epochMinute);
    }

    @Override
    public double elapsedRatio() {
      return counts.elapsedRatio();
    }
  }
}
