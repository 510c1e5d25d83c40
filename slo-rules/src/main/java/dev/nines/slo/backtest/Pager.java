package dev.nines.slo.backtest;

import dev.nines.slo.model.Severity;
import dev.nines.slo.verdict.Endurance;
import dev.nines.slo.verdict.TierReading;
import dev.nines.slo.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Turns verdicts, one after the other, into the alerts that they would have raised: one at a time
/// for an objective, however many tiers fire.
final class Pager {
  private final Predicate<Severity> counted;
  private final Endurance endurance = new Endurance();
  private final Map<String, TierReading> firing = new LinkedHashMap<>();
  private final List<Page> pages = new ArrayList<>();
  private @Nullable Page open;

  /// @param counted the severities of the tiers that count
  Pager(Predicate<Severity> counted) {
    this.counted = counted;
  }

  void see(Verdict verdict) {
    endurance.watch(verdict, verdict.at()).tiers().stream()
        .filter(reading -> counted.test(reading.tier().severity()))
        .forEach(this::see);
    Page before = open;
    if (firing.isEmpty()) {
      if (before != null) {
        pages.add(ended(before, Optional.of(verdict.at())));
        open = null;
      }
      return;
    }
    TierReading worst = firing.values().iterator().next();
    for (TierReading reading : firing.values()) {
      if (reading.tier().severity().compareTo(worst.tier().severity()) < 0) {
        worst = reading;
      }
    }
    open = before == null ? begun(verdict, worst) : gone(before, worst);
  }

  private void see(TierReading reading) {
    String name = reading.tier().name();
    if (reading.crosses() || (reading.burns() && firing.containsKey(name))) {
      firing.put(name, reading);
    } else if (reading.clears()) {
      firing.remove(name);
    }
  }

  private static Page begun(Verdict verdict, TierReading worst) {
    return new Page(
        worst.tier().name(),
        worst.tier().severity(),
        verdict.at(),
        Optional.empty(),
        verdict.budgetRemainingRatio(),
        worst.longBurn().low());
  }

  private static Page gone(Page before, TierReading now) {
    Severity severity = now.tier().severity();
    boolean worse = severity.compareTo(before.severity()) < 0;
    return new Page(
        worse ? now.tier().name() : before.tier(),
        worse ? severity : before.severity(),
        before.startsAt(),
        Optional.empty(),
        before.budgetRemainingRatio(),
        Math.max(before.highestBurnRate(), now.longBurn().low()));
  }

  private static Page ended(Page page, Optional<Instant> at) {
    return new Page(
        page.tier(),
        page.severity(),
        page.startsAt(),
        at,
        page.budgetRemainingRatio(),
        page.highestBurnRate());
  }

  /// The alerts, the one that still fires included.
  List<Page> pages() {
    var all = new ArrayList<>(pages);
    Optional.ofNullable(open).ifPresent(all::add);
    return all;
  }
}
