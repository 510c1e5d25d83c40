package dev.nines.demo.history;

import dev.nines.demo.saas.DemoTenant;
import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Objective;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Writes the invented past into an empty ledger, the way the gateway would have written it: a
/// batch each minute, under the time at which it would have been recorded.
public final class History {

  private static final long SEED = 9_610;
  private static final int MINUTES_PER_HOUR = 60;

  private final Calendar calendar;
  private final List<Line> lines;
  private final List<DemoTenant> tenants;
  private final Instant now;

  private History(Calendar calendar, List<Line> lines, List<DemoTenant> tenants, Instant now) {
    this.calendar = calendar;
    this.lines = lines;
    this.tenants = tenants;
    this.now = now;
  }

  /// Writes the past of all tenants up to `now`.
  ///
  /// @param folder the ledger's folder
  /// @param objectives what was promised; those of which nothing is known stay without a past
  /// @return whether it was written; not, if the ledger held something already
  public static boolean write(
      Path folder,
      LedgerOptions options,
      List<Objective> objectives,
      List<DemoTenant> tenants,
      Instant now)
      throws IOException {
    try (Ledger ledger = Ledger.open(UnforcedStorage.open(folder), options)) {
      if (!ledger.catalog().isEmpty()) {
        return false;
      }
      new History(Calendar.before(now), lines(ledger, objectives, tenants, now), tenants, now)
          .writeTo(ledger);
      return true;
    }
  }

  private static List<Line> lines(
      Ledger ledger, List<Objective> objectives, List<DemoTenant> tenants, Instant now) {
    var seeds = new SplittableRandom(SEED);
    var lines = new ArrayList<Line>();
    for (DemoTenant tenant : tenants) {
      for (Objective objective : objectives) {
        SplittableRandom random = seeds.split();
        Optional<MinuteModel> model = MinuteModel.of(objective.slo());
        if (model.isPresent()) {
          var key = new SeriesKey(objective.slo(), objective.generation(), tenant.id());
          lines.add(
              new Line(
                  ledger.seriesId(key),
                  tenant,
                  ZoneId.of(tenant.zone()),
                  since(tenant, now),
                  model.get(),
                  random));
        }
      }
    }
    return List.copyOf(lines);
  }

  private void writeTo(Ledger ledger) {
    for (long minute = calendar.fromMinute(); minute < calendar.toMinute(); minute++) {
      Instant recordedAt = Calendar.start(minute + 1).minusMillis(1);
      if (calendar.measured(minute)) {
        boolean hourEnds = minute % MINUTES_PER_HOUR == MINUTES_PER_HOUR - 1;
        ledger.commit(
            new Batch(
                recordedAt, entries(minute), List.of(), hourEnds ? latencies(minute) : List.of()));
      }
      ledger.advance(recordedAt);
    }
  }

  private List<Entry> entries(long minute) {
    var entries = new ArrayList<Entry>(lines.size());
    for (Line line : lines) {
      if (minute >= line.since) {
        MinuteModel.Counts counts =
            line.model.counts(
                minute, line.zone, calendar.incident(line.tenant.id(), minute), line.random);
        entries.add(new Entry(line.series, minute, 1, counts.good(), counts.bad(), 0));
      }
    }
    return entries;
  }

  private List<LatencyDelta> latencies(long minute) {
    return tenants.stream()
        .filter(tenant -> minute >= since(tenant, now))
        .map(
            tenant ->
                new LatencyDelta(
                    tenant.id(),
                    LatencyDelta.QUERY,
                    QueryDurations.ofAnHour(
                        tenant, minute, calendar.incident(tenant.id(), minute))))
        .filter(delta -> !delta.durations().equals(LatencyHistogram.EMPTY))
        .toList();
  }

  private static long since(DemoTenant tenant, Instant now) {
    return Calendar.minute(now.minus(tenant.onboardedDaysAgo(), ChronoUnit.DAYS));
  }

  /// One series that is written, with its own randomness.
  private record Line(
      int series,
      DemoTenant tenant,
      ZoneId zone,
      long since,
      MinuteModel model,
      SplittableRandom random) {}
}
