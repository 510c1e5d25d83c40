package dev.nines.dashboards.console;

import dev.nines.dashboards.console.Chrome.Section;
import dev.nines.dashboards.minutes.MinuteStrip;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Builds the page records from the feed: everything between a request and a template. [#tenant]
/// and [#quality] read from disk and block; the others answer from memory.
final class ConsolePages {
  private static final int STRIP_MINUTES = 24 * 60;
  private static final long SECONDS_PER_HOUR = 3600;

  private final ConsoleFeed feed;
  private final Optional<DemoControls> demo;

  ConsolePages(ConsoleFeed feed, Optional<DemoControls> demo) {
    this.feed = feed;
    this.demo = demo;
  }

  FleetPage fleet(FleetQuery query, Instant now) {
    Fleet fleet = feed.fleet();
    List<SourceLine> sources = feed.sources();
    return FleetPage.of(
        chrome("Fleet", Section.FLEET, now, query.url(), sources), fleet, sources, query);
  }

  TenantPage tenant(TenantStatus status, Instant now) {
    var id = status.tenant().id();
    long minute = now.getEpochSecond() / 60;
    long toMinute = minute + 1;
    long fromMinute = toMinute - STRIP_MINUTES;
    Map<String, MinuteStrip> strips = new HashMap<>();
    for (SloStatus slo : status.slos()) {
      List<Minute> minutes = feed.minutes(id, slo.slo(), fromMinute, toMinute);
      double budget = 1 - slo.target().doubleValue();
      strips.put(slo.slo(), MinuteStrip.untilNow(minutes, budget, fromMinute, toMinute));
    }
    long toHour = now.getEpochSecond() / SECONDS_PER_HOUR + 1;
    long fromHour = toHour - LatencyDay.HOURS;
    SortedMap<Long, LatencyHistogram> latencies = feed.queryLatencies(id, fromHour, toHour);
    ZoneId zone = status.tenant().zone();
    return new TenantPage(
        chrome(status.tenant().name(), Section.FLEET, now, "/tenants/" + id, feed.sources()),
        status,
        strips,
        feed.inexactThresholds(),
        LatencyDay.of(latencies, fromHour),
        feed.alerts().stream()
            .filter(alert -> alert.label("tenant").equals(id.value()))
            .sorted(AlertLine.URGENT_FIRST)
            .toList(),
        NewsLine.newest(feed.news().stream().filter(each -> each.concerns(id))),
        TenantPage.weeksBefore(
            now.atZone(zone).toLocalDate(),
            status.tenant().onboardedAt().atZone(zone).toLocalDate()));
  }

  AlertsPage alerts(Instant now) {
    return new AlertsPage(
        chrome("Alerts", Section.ALERTS, now, "/alerts", feed.sources()),
        feed.alerts(),
        NewsLine.newest(feed.news().stream()));
  }

  QualityPage quality(Instant now) {
    return new QualityPage(
        chrome("Alert quality", Section.ALERTS, now, "/alerts/quality", feed.sources()),
        feed.pageTallies());
  }

  SourcesPage sources(Instant now) {
    List<SourceLine> sources = feed.sources();
    return new SourcesPage(chrome("Sources", Section.SOURCES, now, "/sources", sources), sources);
  }

  DemoPage demo(DemoControls controls, Instant now) {
    return new DemoPage(
        chrome("Demo", Section.DEMO, now, "/demo", feed.sources()), controls.faults());
  }

  ProblemPage problem(int status, String headline, String remedy, Instant now) {
    return new ProblemPage(
        chrome(headline, Section.NONE, now, "", feed.sources()), status, headline, remedy);
  }

  private Chrome chrome(
      String title, Section section, Instant now, String url, List<SourceLine> sources) {
    return new Chrome(
        title,
        section,
        now,
        feed.alerts().stream().filter(AlertLine::firing).count(),
        sources.stream().filter(source -> source.health().unwell()).count(),
        demo.isPresent(),
        url);
  }
}
