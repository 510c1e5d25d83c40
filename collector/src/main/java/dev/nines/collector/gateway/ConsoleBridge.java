package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.collector.heartbeat.Books;
import dev.nines.collector.heartbeat.DeployBook;
import dev.nines.collector.heartbeat.Issue;
import dev.nines.collector.source.SourceHealth;
import dev.nines.dashboards.console.AlertLine;
import dev.nines.dashboards.console.ConsoleFeed;
import dev.nines.dashboards.console.Fleet;
import dev.nines.dashboards.console.NewsLine;
import dev.nines.dashboards.console.PageTallies;
import dev.nines.dashboards.console.SourceLine;
import dev.nines.slo.engine.SloEngine;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.sli.InexactThreshold;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Gives the console what it shows: the last evaluation, the sources' health, past alerts, and the
/// ledger.
record ConsoleBridge(
    Evaluation evaluation,
    Supplier<Fleet> latestFleet,
    Supplier<List<SourceHealth>> health,
    SloEngine engine,
    Ledger ledger,
    AlertReview review,
    Books books,
    InstantSource clock)
    implements ConsoleFeed {

  @Override
  public Fleet fleet() {
    return latestFleet.get();
  }

  @Override
  public List<AlertLine> alerts() {
    return evaluation.latest().alerts().stream()
        .filter(alert -> !alert.name().equals("Watchdog"))
        .map(this::line)
        .toList();
  }

  private AlertLine line(Alert alert) {
    boolean resolved = alert.isResolved(clock.instant());
    return new AlertLine(
        alert.labels(),
        alert.annotations(),
        alert.startsAt(),
        alert.endsAt().filter(_ -> resolved));
  }

  @Override
  public Optional<PageTallies> pageTallies() {
    return review.pageTallies();
  }

  @Override
  public List<SourceLine> sources() {
    return health.get().stream()
        .map(
            each ->
                new SourceLine(
                    each.kind(),
                    each.target(),
                    SourceLine.Health.valueOf(each.state().name()),
                    each.reason(),
                    each.interval(),
                    each.lastReadAt(),
                    each.lastCompleteAt(),
                    each.readings(),
                    each.failures(),
                    each.lastTook()))
        .toList();
  }

  @Override
  public List<NewsLine> news() {
    return Stream.concat(
            books.deploys().all().stream().map(ConsoleBridge::line),
            books.issues().all().stream().map(ConsoleBridge::line))
        .toList();
  }

  private static NewsLine line(DeployBook.Deploy deploy) {
    return new NewsLine(
        NewsLine.Kind.DEPLOY,
        deploy.at(),
        Optional.empty(),
        deploy.service(),
        deploy.version(),
        "",
        "");
  }

  private static NewsLine line(Issue issue) {
    NewsLine.Kind kind =
        switch (issue.kind()) {
          case NEW -> NewsLine.Kind.NEW_ISSUE;
          case ALERT -> NewsLine.Kind.ISSUE_ALERT;
          case SPIKE -> NewsLine.Kind.SPIKE;
        };
    String release = issue.release().isEmpty() ? "" : "in " + issue.release();
    return new NewsLine(
        kind,
        issue.at(),
        issue.tenant(),
        issue.project(),
        issue.title(),
        Stream.of(issue.detail(), release)
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(", ")),
        issue.url());
  }

  @Override
  public List<InexactThreshold> inexactThresholds() {
    return engine.inexactThresholds();
  }

  @Override
  public List<Minute> minutes(TenantId tenant, String slo, long fromMinute, long toMinute) {
    OptionalInt series = engine.series(slo, tenant);
    return series.isEmpty()
        ? List.of()
        : ledger.read(series.getAsInt(), fromMinute, toMinute, clock.instant());
  }

  @Override
  public SortedMap<Long, LatencyHistogram> queryLatencies(
      TenantId tenant, long fromHour, long toHour) {
    return ledger.latencies(tenant, LatencyDelta.QUERY, fromHour, toHour);
  }
}
