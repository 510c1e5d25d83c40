package dev.nines.slo.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The versions of OpenSLO that have all kinds, and what they call differently.
enum Dialect {
  /// What the specification calls stable.
  V1("openslo/v1", "indicator", "indicatorRef"),
  /// The next version, as far as it is written. Its metrics name a data source or describe one,
  /// without `metricSource` around; its metadata are those of Kubernetes; no duration depends on
  /// the calendar.
  V2ALPHA("openslo.com/v2alpha", "sli", "sliRef");

  private final String apiVersion;
  private final String indicator;
  private final String indicatorRef;

  Dialect(String apiVersion, String indicator, String indicatorRef) {
    this.apiVersion = apiVersion;
    this.indicator = indicator;
    this.indicatorRef = indicatorRef;
  }

  String apiVersion() {
    return apiVersion;
  }

  /// The spellings of the field of an SLO that names its service.
  List<String> service() {
    return switch (this) {
      case V1 -> List.of("service");
      case V2ALPHA -> List.of("serviceRef", "service");
    };
  }

  /// The field of an SLO that has its SLI.
  String indicator() {
    return indicator;
  }

  /// The field of an SLO that has the name of its SLI.
  String indicatorRef() {
    return indicatorRef;
  }

  static Optional<Dialect> of(String apiVersion) {
    return Arrays.stream(values()).filter(each -> each.apiVersion.equals(apiVersion)).findFirst();
  }
}
