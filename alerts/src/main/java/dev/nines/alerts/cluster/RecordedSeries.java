package dev.nines.alerts.cluster;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a Prometheus, or what speaks its API, holds. Plugged in by the gateway; may block.
@FunctionalInterface
public interface RecordedSeries {

  /// A series and its value.
  ///
  /// @param labels the metric's name (`__name__`) among them
  record Value(Map<String, String> labels, double value) {
    public Value {
      labels = Map.copyOf(labels);
    }
  }

  /// The answer to an instant query.
  ///
  /// @throws IOException if there is no answer, with the reason in words
  List<Value> query(String promql, Instant at) throws IOException;
}
