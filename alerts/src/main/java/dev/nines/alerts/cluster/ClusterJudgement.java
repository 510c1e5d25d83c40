package dev.nines.alerts.cluster;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.verdict.WindowCounts;
import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Judges promises by a cluster's counts, with the same judge as the embedded engine: counts come
/// over, never ratios, so evidence and tiers are the same.
///
/// What the cluster cannot know is taken from the embedded verdict: coverage and whether a source
/// contradicts itself. What its rules do not count (slices, calendar periods, composites, targets
/// that change, tiers that must last, other groups than tenants) and promises that it has not
/// counted for as long as the ledger are judged by the ledger.
final class ClusterJudgement {
  /// Rules count from when they were loaded. Until they have counted this share of what the ledger
  /// holds of the budget window, their longer windows hold less than their names say.
  private static final double ENOUGH_RATIO = 0.95;

  private final Judge judge = new Judge();

  /// Whether the cluster's rules count what this promise is judged by.
  static boolean isCounted(Objective objective) {
    return objective.window() instanceof BudgetWindow.Rolling
        && objective.method() instanceof BudgetingMethod.Occurrences
        && objective.indicator() instanceof Indicator.Ratio
        && objective.isByTenant()
        && objective.targets().changes().isEmpty();
  }

  /// The windows that judging these asks for.
  SortedSet<Duration> windows(Collection<Verdict> verdicts) {
    var windows = new TreeSet<Duration>();
    for (var verdict : verdicts) {
      if (isCounted(verdict.objective())) {
        windows.add(verdict.objective().window().nominalLength());
        verdict
            .tiers()
            .forEach(
                reading -> {
                  windows.add(reading.tier().longWindow());
                  windows.add(reading.tier().shortWindow());
                });
      }
    }
    return windows;
  }

  /// The verdict by the cluster's counts; empty if it has not counted what the ledger has.
  Optional<Verdict> judge(Verdict embedded, ClusterCounts counts) {
    var objective = embedded.objective();
    if (!isCounted(objective) || mustLast(embedded) || !hasEnough(embedded, counts)) {
      return Optional.empty();
    }
    return Optional.of(
        judge.judge(
            objective,
            embedded.tenant(),
            new Windows(embedded, counts),
            embedded.at(),
            embedded.state() == Verdict.State.FROZEN));
  }

  /// How long a tier has burned is known to the ledger only.
  private static boolean mustLast(Verdict embedded) {
    return embedded.tiers().stream().anyMatch(reading -> reading.tier().after().isPositive());
  }

  private static boolean hasEnough(Verdict embedded, ClusterCounts counts) {
    var budgetWindow = embedded.objective().window().nominalLength();
    return counts
        .of(ClusterCounts.Key.of(embedded, budgetWindow))
        .filter(count -> count.total() >= ENOUGH_RATIO * embedded.figures().total())
        .isPresent();
  }

  /// One promise's windows.
  private record Windows(Verdict embedded, ClusterCounts counts) implements WindowCounts {

    @Override
    public Figures budget() {
      var ledgers = embedded.figures();
      return figures(
          embedded.objective().window().nominalLength(),
          ledgers.measuredMinutes(),
          ledgers.expectedMinutes());
    }

    @Override
    public Figures burn(Duration window) {
      int minutes = (int) window.toMinutes();
      return figures(window, minutes, minutes);
    }

    @Override
    public Figures events(Duration window) {
      return burn(window);
    }

    /// A window that the cluster does not have is one that nobody measured: it neither fires nor
    /// clears.
    private Figures figures(Duration window, int measured, int expected) {
      return counts
          .of(ClusterCounts.Key.of(embedded, window))
          .map(
              count ->
                  new Figures(count.total() - count.bad(), count.bad(), 0, measured, 0, expected))
          .orElse(new Figures(0, 0, 0, 0, 0, expected));
    }

    @Override
    public double elapsedRatio() {
      var length = embedded.objective().window().nominalLength();
      var age = Duration.between(embedded.tenant().onboardedAt(), embedded.at());
      return Math.clamp((double) age.toSeconds() / length.toSeconds(), 0, 1);
    }
  }
}
