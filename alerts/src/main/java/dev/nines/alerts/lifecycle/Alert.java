package dev.nines.alerts.lifecycle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// An alert as Alertmanager knows it. Its labels are its identity.
///
/// @param labels at least `alertname` and `severity`; no empty values, which Alertmanager would
///   drop
/// @param annotations the text that people read; may change while the alert fires
/// @param startsAt since when it fires
/// @param endsAt when it ended, or (of a heartbeat) the future instant until which it holds unless
///   renewed; absent while it fires
public record Alert(
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    Instant startsAt,
    Optional<Instant> endsAt) {
  private static final int ID_BYTES = 8;

  public Alert {
    labels = withoutEmptyValues(labels);
    annotations = withoutEmptyValues(annotations);
    // what the store and Alertmanager keep, so that a restart does not change the beginning
    startsAt = startsAt.truncatedTo(ChronoUnit.MILLIS);
    endsAt = endsAt.map(end -> end.truncatedTo(ChronoUnit.MILLIS));
    if (!labels.containsKey("alertname")) {
      throw new IllegalArgumentException(
          "alert has the labels %s, expected an alertname".formatted(labels));
    }
  }

  private static SortedMap<String, String> withoutEmptyValues(Map<String, String> values) {
    var copy = new TreeMap<>(values);
    copy.values().removeIf(String::isEmpty);
    return Collections.unmodifiableSortedMap(copy);
  }

  /// The value of the `alertname` label.
  public String name() {
    return label("alertname");
  }

  /// A label's value, empty if there is none.
  public String label(String label) {
    return labels.getOrDefault(label, "");
  }

  /// Whether it has ended by now.
  public boolean isResolved(Instant now) {
    return endsAt.isPresent() && !endsAt.get().isAfter(now);
  }

  /// Its labels and its beginning in 16 hexadecimal digits: the same from its beginning to its end.
  public String id() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((labels + "@" + startsAt.toEpochMilli()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /// The same alert, ended.
  Alert resolvedAt(Instant end) {
    var notBeforeStart = end.isBefore(startsAt) ? startsAt : end;
    return new Alert(labels, annotations, startsAt, Optional.of(notBeforeStart));
  }

  /// The same alert with other words.
  Alert saying(SortedMap<String, String> words) {
    return new Alert(labels, words, startsAt, endsAt);
  }
}
