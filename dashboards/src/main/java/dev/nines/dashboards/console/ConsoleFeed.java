package dev.nines.dashboards.console;

import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Minute;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.sli.InexactThreshold;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What the console shows, plugged in by the gateway. Implementations are called from several
/// threads.
///
/// `fleet`, `alerts`, `sources`, `news` and `inexactThresholds` answer from memory. The others may
/// read from disk: the console calls them on its executor for blocking work, never on an event
/// loop.
public interface ConsoleFeed {

  /// The latest evaluation.
  Fleet fleet();

  /// Alerts that fire, and those resolved lately.
  List<AlertLine> alerts();

  /// Every source.
  List<SourceLine> sources();

  /// How good the pages of the last weeks were; absent if that cannot be said, or is not for those
  /// who ask.
  Optional<PageTallies> pageTallies();

  /// Deploys and issues of late, in no order.
  List<NewsLine> news();

  /// Latency thresholds that are no bucket edges of what was read last; none for those whom it does
  /// not concern.
  List<InexactThreshold> inexactThresholds();

  /// Minutes of one SLO of a tenant, oldest first; minutes that nothing is known of may be left
  /// out.
  ///
  /// @param slo the name of the SLO
  /// @param fromMinute epoch minute, inclusive
  /// @param toMinute epoch minute, exclusive
  List<Minute> minutes(TenantId tenant, String slo, long fromMinute, long toMinute);

  /// Durations of a tenant's database queries by hour since the epoch; hours without are left out.
  ///
  /// @param fromHour inclusive
  /// @param toHour exclusive
  SortedMap<Long, LatencyHistogram> queryLatencies(TenantId tenant, long fromHour, long toHour);
}
