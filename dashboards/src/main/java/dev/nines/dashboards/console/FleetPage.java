package dev.nines.dashboards.console;

import dev.nines.dashboards.text.Wording;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fleet page: tiles, filters and one page of tenants.
///
/// @param chrome what is around it
/// @param query what is shown
/// @param tenants tenants in all
/// @param burning tenants with an SLO that burns, fast or slow
/// @param atRisk tenants whose contract is in danger or broken
/// @param valueAtRisk the yearly contract value of those
/// @param sources sources in all
/// @param counts tenants per condition that the other filters leave
/// @param tiers all tiers
/// @param matches tenants that the filters leave
/// @param firstRow the number of the first row shown, from 1
/// @param pages how many pages there are
/// @param rows the tenants on this page
public record FleetPage(
    Chrome chrome,
    FleetQuery query,
    int tenants,
    long burning,
    long atRisk,
    BigDecimal valueAtRisk,
    int sources,
    Map<Condition, Long> counts,
    List<String> tiers,
    int matches,
    int firstRow,
    int pages,
    List<TenantStatus> rows) {
  static final int ROWS = 50;

  static FleetPage of(Chrome chrome, Fleet fleet, List<SourceLine> sources, FleetQuery asked) {
    List<TenantStatus> all = fleet.tenants();
    var counts = new EnumMap<Condition, Long>(Condition.class);
    all.stream()
        .filter(asked::matchesWithoutCondition)
        .forEach(each -> counts.merge(each.condition(), 1L, Long::sum));
    List<TenantStatus> matching =
        all.stream().filter(asked::matches).sorted(asked.order().comparator()).toList();
    int pages = Math.max(1, (matching.size() + ROWS - 1) / ROWS);
    FleetQuery query = asked.onPage(Math.min(asked.page(), pages));
    int first = (query.page() - 1) * ROWS;
    List<TenantStatus> atRisk = all.stream().filter(each -> each.condition().atRisk()).toList();
    return new FleetPage(
        chrome,
        query,
        all.size(),
        atRisk.stream().filter(each -> each.condition() != Condition.BREACHED).count(),
        atRisk.size(),
        atRisk.stream()
            .flatMap(each -> each.tenant().contractValueEuros().stream())
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        sources.size(),
        counts,
        all.stream().map(each -> each.tenant().tier()).distinct().sorted().toList(),
        matching.size(),
        first + 1,
        pages,
        matching.subList(first, Math.min(first + ROWS, matching.size())));
  }

  /// Tenants in a condition that the other filters leave.
  public long count(Condition condition) {
    return counts.getOrDefault(condition, 0L);
  }

  /// The address of the view without a condition.
  public String urlOfAllConditions() {
    return query.with(Optional.empty()).url();
  }

  /// The address of the view of one condition.
  public String urlOf(Condition condition) {
    return query.with(Optional.of(condition)).url();
  }

  /// Which rows are shown: `1–50 of 10,000`.
  public String range() {
    return matches == 0
        ? "0 of 0"
        : "%s–%s of %s"
            .formatted(
                Wording.count(firstRow),
                Wording.count(firstRow + rows.size() - 1L),
                Wording.count(matches));
  }
}
