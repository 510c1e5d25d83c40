package dev.nines.collector.gateway.config;

import dev.nines.slo.yaml.Fields;
import java.time.Duration;

/// How often sources are read and how long a reading may take: the usual values and their bounds.
final class Pace {
  static final Duration INTERVAL = Duration.ofSeconds(15);
  static final Duration TIMEOUT = Duration.ofSeconds(10);
  static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration SHORTEST_OF_DATABASE = Duration.ofSeconds(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);

  private Pace() {}

  /// Of a database server, which is not read more often than once a second.
  static Duration ofDatabase(Values values, Fields fields) {
    return values.duration(fields, "interval", INTERVAL, SHORTEST_OF_DATABASE, LONGEST_INTERVAL);
  }

  static Duration interval(Values values, Fields fields, String name) {
    return values.duration(fields, name, INTERVAL, SHORTEST, LONGEST_INTERVAL);
  }

  /// A timeout, at most the interval.
  static Duration timeout(Values values, Fields fields, String name, Duration interval) {
    Duration fallback = interval.compareTo(TIMEOUT) < 0 ? interval : TIMEOUT;
    return values.duration(fields, name, fallback, SHORTEST_TIMEOUT, interval);
  }
}
