package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertKey;
import dev.nines.alerts.lifecycle.AlertQuality;
import dev.nines.alerts.lifecycle.AlertStoreException;
import dev.nines.alerts.lifecycle.MissedBurn;
import dev.nines.alerts.lifecycle.PastAlert;
import dev.nines.alerts.store.AlertHistory;
import dev.nines.dashboards.console.MissedPages;
import dev.nines.dashboards.console.PageTallies;
import dev.nines.dashboards.console.PageTally;
import dev.nines.slo.correction.CorrectionStore;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks back at the alerts of the last weeks. Acted on is what was acknowledged, and what an
/// exclusion or a correction was entered for after it had begun. Reads from disk; thread-safe.
///
/// @param history what was sent
/// @param audit what should have been
record AlertReview(
    AlertHistory history,
    ExclusionDesk exclusions,
    CorrectionStore corrections,
    BurnAudit audit,
    InstantSource clock)
    implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AlertReview.class);
  private static final List<String> SEVERITIES = List.of("critical", "warning");
  private static final String PAGE = "critical";
  private static final int WEEK_DAYS = 7;
  private static final int WEEKS = 4;
  private static final int NOISIEST = 10;

  /// The last seven days by severity; empty if they cannot be read.
  Map<String, AlertQuality> lastWeek() {
    Instant now = clock.instant();
    var bySeverity = new TreeMap<String, AlertQuality>();
    past(now)
        .ifPresent(
            past ->
                SEVERITIES.forEach(
                    severity ->
                        bySeverity.put(
                            severity, AlertQuality.of(past, severity, weeksBefore(now, 1), now))));
    return bySeverity;
  }

  /// What the console shows; absent if it cannot be read.
  Optional<PageTallies> pageTallies() {
    Instant now = clock.instant();
    return past(now)
        .map(past -> new PageTallies(weeks(past, now), noisiest(past, now), missedPages()));
  }

  /// How many burns of the last seven days nobody was paged for; absent until it was looked.
  OptionalInt missed() {
    return audit.missed().stream().mapToInt(each -> each.burns().size()).findFirst();
  }

  private Optional<MissedPages> missedPages() {
    return audit
        .missed()
        .map(
            each ->
                new MissedPages(
                    each.from(),
                    each.to(),
                    each.promises(),
                    each.left(),
                    each.burns().stream().map(AlertReview::page).toList()));
  }

  private static MissedPages.Page page(MissedBurn burn) {
    return new MissedPages.Page(burn.slo(), burn.tenant().value(), burn.from(), burn.to());
  }

  @Override
  public void close() {
    audit.close();
    history.close();
  }

  private static List<PageTally> weeks(List<PastAlert> past, Instant now) {
    var weeks = new ArrayList<PageTally>();
    for (int week = 0; week < WEEKS; week++) {
      var name =
          week == 0
              ? "last 7 days"
              : "%d to %d days ago".formatted(week * WEEK_DAYS, (week + 1) * WEEK_DAYS);
      var quality = AlertQuality.of(past, PAGE, weeksBefore(now, week + 1), weeksBefore(now, week));
      weeks.add(tally(name, "", quality));
    }
    return weeks;
  }

  private static List<PageTally> noisiest(List<PastAlert> past, Instant now) {
    return AlertQuality.byKey(past, PAGE, weeksBefore(now, WEEKS), now).entrySet().stream()
        .map(each -> tally(name(each.getKey()), each.getKey().tenant(), each.getValue()))
        .sorted(
            Comparator.comparingLong(PageTally::pages)
                .reversed()
                .thenComparing(PageTally::name)
                .thenComparing(PageTally::tenant))
        .limit(NOISIEST)
        .toList();
  }

  private static String name(AlertKey key) {
    String about = key.slo().isEmpty() ? key.subject() : key.slo();
    return about.isEmpty() ? key.alertname() : key.alertname() + ": " + about;
  }

  private static PageTally tally(String name, String tenant, AlertQuality quality) {
    return new PageTally(name, tenant, quality.sent(), quality.actedOn(), quality.flapping());
  }

  private static Instant weeksBefore(Instant now, int weeks) {
    return now.minus(Duration.ofDays((long) weeks * WEEK_DAYS));
  }

  private Optional<List<PastAlert>> past(Instant now) {
    try {
      return Optional.of(
          history.all().stream()
              .map(
                  each ->
                      new PastAlert(each.alert(), each.actedOn() || wasPutRight(each.alert(), now)))
              .toList());
    } catch (AlertStoreException e) {
      log.warn("How good alerts were cannot be said: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private boolean wasPutRight(Alert alert, Instant now) {
    String slo = alert.label("slo");
    if (slo.isEmpty() || !TenantId.isValid(alert.label("tenant"))) {
      return false;
    }
    var tenant = new TenantId(alert.label("tenant"));
    Instant from = alert.startsAt();
    Instant to = alert.endsAt().orElse(now);
    return corrections.all().stream()
            .map(CorrectionStore.Item::correction)
            .filter(each -> each.tenant().equals(tenant) && each.slo().equals(slo))
            .anyMatch(
                each ->
                    each.from().isBefore(to)
                        && each.to().isAfter(from)
                        && !each.enteredAt().isBefore(from))
        || (from.isBefore(to)
            && exclusions.all().asOf(now).concerning(tenant, slo, from, to).stream()
                .anyMatch(each -> !each.enteredAt().isBefore(from)));
  }
}
