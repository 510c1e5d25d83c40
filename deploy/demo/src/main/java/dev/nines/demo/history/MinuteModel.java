package dev.nines.demo.history;

import dev.nines.demo.history.Incident.Kind;
import dev.nines.demo.traffic.DailyRhythm;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SplittableRandom;

/// What a minute of a promise looked like: how many events there were, and how many were bad.
///
/// @param eventsAtPeak events in a minute of the busiest hour
/// @param constant whether the rate is the same at every hour, as that of a probe
/// @param badShare the share of bad events when all is well
/// @param badWhenSlow the share of bad events while queries are slow
/// @param silentWhenDown whether there are no events at all while the database is down
record MinuteModel(
    double eventsAtPeak,
    boolean constant,
    double badShare,
    double badWhenSlow,
    boolean silentWhenDown) {

  private static final double REQUESTS_AT_PEAK = 500;

  /// The model of an SLO of the shipped rules; empty for one that we know nothing of.
  static Optional<MinuteModel> of(String slo) {
    return switch (slo) {
      case "tenant-availability" -> Optional.of(new MinuteModel(12, true, 0, 0, false));
      case "tenant-query-latency" ->
          Optional.of(new MinuteModel(REQUESTS_AT_PEAK * 1.4, false, 0.0002, 0.05, true));
      case "api-creation-latency" ->
          Optional.of(new MinuteModel(REQUESTS_AT_PEAK * 0.25, false, 0.0006, 0.01, false));
      case "api-dashboard-latency" ->
          Optional.of(new MinuteModel(REQUESTS_AT_PEAK * 0.15, false, 0.0004, 0.002, false));
      case "api-mobile-latency" ->
          Optional.of(new MinuteModel(REQUESTS_AT_PEAK * 0.6, false, 0.0008, 0.04, false));
      case "api-p95" -> Optional.of(new MinuteModel(REQUESTS_AT_PEAK, false, 0.004, 0.06, false));
      case "api-errors" ->
          Optional.of(new MinuteModel(REQUESTS_AT_PEAK, false, 0.0003, 0.0003, false));
      default -> Optional.empty();
    };
  }

  /// The counts of one minute.
  Counts counts(long minute, ZoneId zone, Optional<Kind> incident, SplittableRandom random) {
    double share = constant ? 1 : DailyRhythm.shareOfPeak(Calendar.start(minute), zone);
    long total = constant ? Math.round(eventsAtPeak) : poisson(eventsAtPeak * share, random);
    if (incident.equals(Optional.of(Kind.DATABASE_DOWN))) {
      return silentWhenDown ? new Counts(0, 0) : new Counts(0, total);
    }
    double bad = incident.isPresent() ? badWhenSlow : badShare;
    long failed = Math.min(total, poisson(total * bad, random));
    return new Counts(total - failed, failed);
  }

  /// A count of independent events of which `mean` are expected; by the normal distribution where
  /// that is close enough.
  private static long poisson(double mean, SplittableRandom random) {
    if (mean > 30) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * gaussian(random)));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    long count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /// The sum of twelve uniform numbers, less six, is normal enough here and needs no state.
  private static double gaussian(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /// Events of a minute.
  record Counts(long good, long bad) {}
}
