package dev.nines.alerts.lifecycle;

import dev.nines.slo.backtest.Page;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A burn that should have paged and did not: by what is on record now, a paging tier fired, and no
/// page about this promise, nor one about its fleet, was there at any time of it.
///
/// What is on record now may be more than what was known then: late events, restatements and
/// corrections count. What is excluded does not, nor do minutes that nobody measured.
///
/// @param from when the burn would have begun to alert
/// @param to when that would have ended; absent if it still burns
public record MissedBurn(
    String service, String slo, TenantId tenant, Instant from, Optional<Instant> to) {

  /// A page may come earlier, because the gateway judges minutes that are still open, or later, by
  /// the interval of its sources.
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /// Those of the burns of a promise that nobody was told of.
  ///
  /// @param burns what the ledger says
  /// @param history all alerts that were sent
  public static List<MissedBurn> of(
      Objective objective, TenantId tenant, List<Page> burns, Collection<PastAlert> history) {
    var pages =
        history.stream()
            .map(PastAlert::alert)
            .filter(alert -> alert.label("severity").equals("critical"))
            .filter(alert -> concerns(alert, objective, tenant))
            .toList();
    return burns.stream()
        .filter(Page::wakes)
        .map(
            burn ->
                new MissedBurn(
                    objective.service(), objective.slo(), tenant, burn.startsAt(), burn.endsAt()))
        .filter(missed -> pages.stream().noneMatch(missed::wasTold))
        .toList();
  }

  private static boolean concerns(Alert alert, Objective objective, TenantId tenant) {
    return alert.label("service").equals(objective.service())
        && alert.label("slo").equals(objective.slo())
        && (alert.name().equals(AlertNames.SERVICE_SLO_BURN_FLEET)
            || (alert.name().equals(AlertNames.TENANT_SLO_BURN)
                && alert.label("tenant").equals(tenant.value())));
  }

  private boolean wasTold(Alert page) {
    boolean beganInTime = to.map(end -> !page.startsAt().isAfter(end.plus(TOLERANCE))).orElse(true);
    boolean endedBefore =
        page.endsAt().map(end -> end.isBefore(from.minus(TOLERANCE))).orElse(false);
    return beganInTime && !endedBefore;
  }
}
