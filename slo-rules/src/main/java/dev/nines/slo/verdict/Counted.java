package dev.nines.slo.verdict;

import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.window.Figures;
import java.util.OptionalDouble;

/// What a window counts for after the objective's policy gave idle and unmeasured minutes their
/// weight: that of a measured minute with traffic.
record Counted(double good, double bad, double doubtful) {

  /// Shared, because most promises are kept to the last event most of the time.
  private static final OptionalDouble ALL = OptionalDouble.of(1);

  static Counted of(Figures figures, MissingPolicy policy) {
    double perMinute =
        (double) figures.total() / Math.max(1, figures.measuredMinutes() - figures.idleMinutes());
    double idle = figures.idleMinutes() * perMinute;
    double missing = Math.max(0, figures.expectedMinutes() - figures.measuredMinutes()) * perMinute;
    double good = figures.good() + weight(policy.idle(), MissingPolicy.Counting.GOOD, idle);
    good += weight(policy.unmeasured(), MissingPolicy.Counting.GOOD, missing);
    double bad = figures.bad() + weight(policy.idle(), MissingPolicy.Counting.BAD, idle);
    bad += weight(policy.unmeasured(), MissingPolicy.Counting.BAD, missing);
    return new Counted(good, bad, figures.doubtful());
  }

  private static double weight(
      MissingPolicy.Counting policy, MissingPolicy.Counting wanted, double events) {
    return policy == wanted ? events : 0;
  }

  private double total() {
    return good + bad + doubtful;
  }

  /// The share that was good for certain; empty without events.
  OptionalDouble goodRatio() {
    return ratio(good);
  }

  /// The share that was good if all that is doubtful was.
  OptionalDouble goodRatioAtBest() {
    return ratio(good + doubtful);
  }

  /// The share that was bad if all that is doubtful was.
  OptionalDouble badRatioAtWorst() {
    return ratio(bad + doubtful);
  }

  private OptionalDouble ratio(double part) {
    double total = total();
    if (total == 0) {
      return OptionalDouble.empty();
    }
    return part == total ? ALL : OptionalDouble.of(part / total);
  }
}
