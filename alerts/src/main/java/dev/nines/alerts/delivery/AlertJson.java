package dev.nines.alerts.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nines.alerts.lifecycle.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Writes the body of `POST /api/v2/alerts`, with times that mean the right thing on the receiver's
/// clock.
///
/// - A firing alert ends four resends from now, on the receiver's clock: were that clock minutes
///   ahead, the alert would arrive already resolved.
/// - It never begins in the receiver's future, which would make its end come before its beginning.
/// - A resolved alert ends a moment in the receiver's past. Were its end a millisecond in the
///   future, Alertmanager would take the report for a firing one and keep the later end that it was
///   told before (`types.Alert.Merge`): the page would stay for minutes.
final class AlertJson {
  /// More than clocks drift apart between two measurements.
  private static final Duration SAFELY_PAST = Duration.ofSeconds(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertJson() {}

  /// @param skew how far the receiver's clock is ahead of ours
  /// @param compensation the same as far as it is to be compensated: zero while it is small
  /// @param validity how long a firing alert holds
  static String write(
      List<Alert> alerts, Instant now, ClockSkew skew, Duration compensation, Duration validity) {
    var theirPast = now.plus(skew.least()).minus(SAFELY_PAST);
    var array = JSON.createArrayNode();
    for (var alert : alerts) {
      array.add(node(alert, now, compensation, theirPast, validity));
    }
    try {
      return JSON.writeValueAsString(array);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings can always be written as JSON", e);
    }
  }

  private static ObjectNode node(
      Alert alert, Instant now, Duration compensation, Instant theirPast, Duration validity) {
    var theirNow = now.plus(compensation);
    Instant endsAt;
    if (alert.isResolved(now)) {
      endsAt = earlier(alert.endsAt().orElseThrow().plus(compensation), theirPast);
    } else {
      endsAt = alert.endsAt().orElse(now.plus(validity)).plus(compensation);
    }
    var startsAt = earlier(earlier(alert.startsAt(), theirNow), endsAt);
    var node = JSON.createObjectNode();
    node.set("labels", strings(alert.labels()));
    node.set("annotations", strings(alert.annotations()));
    node.put("startsAt", startsAt.toString());
    node.put("endsAt", endsAt.toString());
    var details = alert.annotations().get("dashboard_url");
    if (details != null) {
      node.put("generatorURL", details);
    }
    return node;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static ObjectNode strings(Map<String, String> values) {
    var node = JSON.createObjectNode();
    values.forEach(node::put);
    return node;
  }
}
