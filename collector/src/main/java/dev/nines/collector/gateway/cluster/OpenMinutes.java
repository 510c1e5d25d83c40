package dev.nines.collector.gateway.cluster;

import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.MinuteColumns;
import dev.nines.slo.model.Minute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the ledger held of the last minutes when the gateway began.
///
/// Minutes stay open for a while to take what comes late, and no reader of the ledger sees them
/// before they close. By then they hold what this gateway counts, which goes out live: so they are
/// copied before it counts anything. Does not change.
final class OpenMinutes {
  private final long from;
  private final Map<Long, List<MinuteColumns>> groupsByMinute;

  private OpenMinutes(long from, Map<Long, List<MinuteColumns>> groupsByMinute) {
    this.from = from;
    this.groupsByMinute = groupsByMinute;
  }

  /// Copies them. For the thread that writes the ledger, or before there is one.
  ///
  /// @param notBefore minutes before this one are not wanted
  /// @param begin when the gateway began
  static OpenMinutes copy(Ledger ledger, long notBefore, Instant begin) {
    long closedUntil = Math.min(ledger.closedUntil(), ledger.closedUntil(begin));
    long from = Math.max(notBefore, closedUntil);
    var groupsByMinute = new TreeMap<Long, List<MinuteColumns>>();
    for (long minute = from; minute <= begin.getEpochSecond() / 60; minute++) {
      var groups = new ArrayList<MinuteColumns>();
      for (int group = 0; group < ledger.columns().groups(); group++) {
        var columns = new MinuteColumns();
        ledger.columns().read(minute, group, ledger.lastSequence(), columns);
        groups.add(columns);
      }
      groupsByMinute.put(minute, groups);
    }
    return new OpenMinutes(from, groupsByMinute);
  }

  /// The first minute that is here; those before it are closed.
  long from() {
    return from;
  }

  /// A minute of a series; empty if nobody measured it until the gateway began.
  Optional<Minute> minute(int series, long epochMinute) {
    int group = MinuteColumns.groupOf(series);
    int index = MinuteColumns.indexOf(series);
    List<MinuteColumns> groups = groupsByMinute.getOrDefault(epochMinute, List.of());
    if (group >= groups.size() || !groups.get(group).observed(index)) {
      return Optional.empty();
    }
    MinuteColumns columns = groups.get(group);
    return Optional.of(
        new Minute(
            epochMinute, columns.good(index), columns.bad(index), columns.doubtful(index), true));
  }
}
