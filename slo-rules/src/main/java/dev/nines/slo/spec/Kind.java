package dev.nines.slo.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The seven kinds of OpenSLO v1.
enum Kind {
  SERVICE("Service"),
  SLI("SLI"),
  SLO("SLO"),
  DATA_SOURCE("DataSource"),
  ALERT_POLICY("AlertPolicy"),
  ALERT_CONDITION("AlertCondition"),
  ALERT_NOTIFICATION_TARGET("AlertNotificationTarget");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /// As it is written in a file.
  String word() {
    return word;
  }

  static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Kind::word).toList();
  }
}
