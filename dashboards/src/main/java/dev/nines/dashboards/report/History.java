package dev.nines.dashboards.report;

import dev.nines.slo.model.Minute;
import java.util.List;

/// What is on record of one SLO of a tenant.
///
/// @param minutes minute by minute, in time order; minutes of which nothing is known may be missing
/// @param intervals events of which only an interval is known
public record History(List<Minute> minutes, List<IntervalCounts> intervals) {

  public History {
    minutes = List.copyOf(minutes);
    intervals = List.copyOf(intervals);
  }
}
