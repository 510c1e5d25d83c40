package dev.nines.collector.heartbeat;

import dev.nines.slo.model.Severity;
import dev.nines.slo.sli.SeriesPattern;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A sign of life that is expected.
///
/// @param id its name in the address and in the label `heartbeat`
/// @param every from one sign to the next
/// @param grace how much later it may come
/// @param severity of the alert when it stays away
/// @param token what the sender must show as `Authorization: Bearer`; absent for none
/// @param seenIn a counter whose growth is a sign, besides what is sent; absent for none
/// @param description what stays undone when it stays away, for the alert
public record Heartbeat(
    String id,
    Duration every,
    Duration grace,
    Severity severity,
    Optional<Supplier<String>> token,
    Optional<SeriesPattern> seenIn,
    String description) {

  /// What an id may look like.
  public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

  /// How old the last sign may be.
  Duration allowance() {
    return every.plus(grace);
  }
}
