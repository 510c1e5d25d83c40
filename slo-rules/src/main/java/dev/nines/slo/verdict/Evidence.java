package dev.nines.slo.verdict;

import dev.nines.slo.model.AlertPolicy;

/// Whether bad events are too many to be chance.
///
/// The one-sided Clopper-Pearson lower bound of bad / total is above a threshold p exactly if `P(X
/// ≥ bad) < 1 − confidence` for X ~ Binomial(total, p), so the bound itself need not be solved for:
/// one tail sum answers. Clopper-Pearson and not Wilson, because Wilson's lower bound claims more
/// than its confidence exactly where it matters here, at few events and small p (see RATIONALE.md).
final class Evidence {
  /// Terms of the tail below this share of the sum no longer change it.
  private static final double NEGLIGIBLE = 1e-12;

  private static final double[] LOG_FACTORIALS = logFactorials(32);

  private Evidence() {}

  /// Whether these counts prove, as far as the policy asks for, that the true share of bad events
  /// is above the threshold.
  static boolean proves(long bad, long total, double thresholdRatio, AlertPolicy policy) {
    if (total < policy.minimumEvents()
        || bad < policy.minimumBadEvents()
        || bad <= thresholdRatio * total) {
      return false;
    }
    return upperTail(bad, total, thresholdRatio) < 1 - policy.confidence();
  }

  /// P(X ≥ successes) of a binomial distribution, for successes above the mean.
  static double upperTail(long successes, long trials, double probability) {
    double term = Math.exp(logProbability(successes, trials, probability));
    double odds = probability / (1 - probability);
    double sum = 0;
    for (long k = successes; k <= trials && term > sum * NEGLIGIBLE; k++) {
      sum += term;
      term *= odds * (trials - k) / (k + 1);
    }
    return Math.min(1, sum);
  }

  private static double logProbability(long successes, long trials, double probability) {
    return logFactorial(trials)
        - logFactorial(successes)
        - logFactorial(trials - successes)
        + successes * Math.log(probability)
        + (trials - successes) * Math.log1p(-probability);
  }

  private static double[] logFactorials(int count) {
    double[] logs = new double[count];
    for (int n = 2; n < count; n++) {
      logs[n] = logs[n - 1] + Math.log(n);
    }
    return logs;
  }

  /// ln(n!): summed while that is short, then Stirling's series, whose error is below 1e-13 from 32
  /// on.
  private static double logFactorial(long n) {
    if (n < LOG_FACTORIALS.length) {
      return LOG_FACTORIALS[(int) n];
    }
    double x = n;
    double series = 1 / (12 * x) - 1 / (360 * x * x * x) + 1 / (1260 * x * x * x * x * x);
    return x * Math.log(x) - x + Math.log(2 * Math.PI * x) / 2 + series;
  }
}
