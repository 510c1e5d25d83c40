package dev.nines.slo.model;

import java.util.Locale;

/// How urgent an alert is, by the Prometheus family's convention.
public enum Severity {
  /// Pages somebody.
  CRITICAL,
  /// A ticket for working hours.
  WARNING,
  /// For the record.
  INFO;

  /// The value of the `severity` label.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
