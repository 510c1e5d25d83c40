package dev.nines.collector.scrape;

import java.util.Locale;

/// What a sample can exceed, and is not taken then.
public enum Limit {
  /// The samples of a target.
  SAMPLE,
  /// The series of one tenant in a target.
  TENANT_SERIES,
  /// The labels of a series.
  LABEL,
  /// The length of a label's name.
  LABEL_NAME_LENGTH,
  /// The length of a label's value.
  LABEL_VALUE_LENGTH,
  /// How far its own timestamp may be from now.
  TIMESTAMP;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
