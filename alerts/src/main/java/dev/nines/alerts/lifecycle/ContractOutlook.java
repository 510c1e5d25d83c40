package dev.nines.alerts.lifecycle;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.verdict.ErrorBudget;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.window.CalendarPeriods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When contracts break if burns go on. Immutable.
///
/// A contract is kept or broken by the calendar: so it is a promise over calendar periods, to the
/// same tenant, that is measured as the one that burns (or that promise itself). A promise over the
/// last so many days has no day on which it is settled, and no contract of its own.
public final class ContractOutlook {
  private final Map<Measured, List<Verdict>> contracts = new HashMap<>();

  /// What two promises to a tenant have in common if they are about the same.
  private record Measured(TenantId tenant, String service, String generation) {
    static Measured by(Verdict verdict) {
      var objective = verdict.objective();
      return new Measured(verdict.tenant().id(), objective.service(), objective.generation());
    }
  }

  /// @param verdicts all of one evaluation
  public ContractOutlook(Collection<Verdict> verdicts) {
    for (var verdict : verdicts) {
      if (verdict.objective().window() instanceof BudgetWindow.Calendar) {
        contracts.computeIfAbsent(Measured.by(verdict), _ -> new ArrayList<>()).add(verdict);
      }
    }
  }

  /// How long the first of its contracts to break still holds.
  ///
  /// @param burning the promise that burns
  /// @param burnRate how fast its budget burns now
  /// @return zero if one is broken in this period already; empty if there is none, or if all hold
  ///   until their periods end
  public Optional<Duration> untilBreach(Verdict burning, double burnRate) {
    double errorRatio =
        burnRate * burning.objective().errorBudgetRatio(burning.tenant(), burning.at());
    return contracts.getOrDefault(Measured.by(burning), List.of()).stream()
        .flatMap(contract -> untilBroken(contract, errorRatio).stream())
        .min(Comparator.naturalOrder());
  }

  private static Optional<Duration> untilBroken(Verdict contract, double errorRatio) {
    var objective = contract.objective();
    double burnRate = errorRatio / objective.errorBudgetRatio(contract.tenant(), contract.at());
    return ErrorBudget.timeToExhaustion(
            contract.budgetRemainingRatio(), burnRate, objective.window().nominalLength())
        .filter(left -> !contract.at().plus(left).isAfter(periodEnd(contract)));
  }

  private static Instant periodEnd(Verdict contract) {
    var window = (BudgetWindow.Calendar) contract.objective().window();
    return Instant.ofEpochSecond(new CalendarPeriods(window).at(contract.at()).toMinute() * 60);
  }
}
