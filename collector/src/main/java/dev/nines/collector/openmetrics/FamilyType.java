package dev.nines.collector.openmetrics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The types of metric families and the suffixes that their samples' names have.
enum FamilyType {
  UNKNOWN(""),
  GAUGE(""),
  COUNTER("_total", "_created"),
  STATESET(""),
  INFO("_info"),
  HISTOGRAM("_bucket", "_count", "_sum", "_created"),
  GAUGEHISTOGRAM("_bucket", "_gcount", "_gsum"),
  SUMMARY("", "_count", "_sum", "_created");

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
  private final List<String> suffixes;

  FamilyType(String... suffixes) {
    this.suffixes = List.of(suffixes);
  }

  List<String> suffixes() {
    return suffixes;
  }

  /// As it is written in a `# TYPE` line.
  static Optional<FamilyType> written(String text) {
    for (FamilyType type : values()) {
      if (type.toString().equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  boolean hasBuckets() {
    return this == HISTOGRAM || this == GAUGEHISTOGRAM;
  }

  /// Whether the sample with this suffix may carry an exemplar.
  boolean exemplarAllowed(String suffix) {
    return hasBuckets() ? suffix.equals("_bucket") : this == COUNTER && suffix.equals("_total");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
