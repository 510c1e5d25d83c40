package dev.nines.collector.gateway;

import dev.nines.dashboards.console.AlertLine;
import dev.nines.dashboards.console.ConsoleFeed;
import dev.nines.dashboards.console.Fleet;
import dev.nines.dashboards.console.NewsLine;
import dev.nines.dashboards.console.PageTallies;
import dev.nines.dashboards.console.SourceLine;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.sli.InexactThreshold;
import dev.nines.slo.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the visitors of one tenant may see of the whole: their own tenant, the alerts and issues
/// that carry its label, and nothing of the machinery, whose targets may name others.
///
/// @param all the whole
/// @param tenant theirs
record TenantFeed(ConsoleFeed all, TenantId tenant) implements ConsoleFeed {

  @Override
  public Fleet fleet() {
    Fleet whole = all.fleet();
    List<Tenant> own =
        whole.tenant(tenant).map(status -> List.of(status.tenant())).orElse(List.of());
    List<Verdict> verdicts =
        whole
            .tenant(tenant)
            .map(status -> status.slos().stream().map(slo -> slo.verdict()).toList())
            .orElse(List.of());
    return Fleet.of(whole.at(), own, verdicts);
  }

  @Override
  public List<AlertLine> alerts() {
    return all.alerts().stream()
        .filter(alert -> alert.label("tenant").equals(tenant.value()))
        .toList();
  }

  @Override
  public Optional<PageTallies> pageTallies() {
    return Optional.empty();
  }

  @Override
  public List<SourceLine> sources() {
    return List.of();
  }

  @Override
  public List<NewsLine> news() {
    return all.news().stream().filter(each -> each.tenant().equals(Optional.of(tenant))).toList();
  }

  @Override
  public List<InexactThreshold> inexactThresholds() {
    return List.of();
  }

  @Override
  public List<Minute> minutes(TenantId asked, String slo, long fromMinute, long toMinute) {
    return asked.equals(tenant) ? all.minutes(asked, slo, fromMinute, toMinute) : List.of();
  }

  @Override
  public SortedMap<Long, LatencyHistogram> queryLatencies(
      TenantId asked, long fromHour, long toHour) {
    return asked.equals(tenant) ? all.queryLatencies(asked, fromHour, toHour) : new TreeMap<>();
  }
}
