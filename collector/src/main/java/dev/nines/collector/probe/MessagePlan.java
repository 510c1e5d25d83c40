package dev.nines.collector.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.Optional;

/// Which messages a look waits for on a stream.
///
/// @param count how many, at least 1
/// @param send what we send to get each of them; `{nonce}` in it is another word each time, and
///   then only a message with that word is the answer. Absent: the other side sends by itself
/// @param matching only such messages count
/// @param sentAt where in a JSON message stands when it was sent (RFC 3339, or milliseconds since
///   1970), to tell how long it took
/// @param maxLatency how long a message may take, from being sent
public record MessagePlan(
    int count,
    Optional<String> send,
    Optional<Pattern> matching,
    Optional<JsonPointer> sentAt,
    Optional<Duration> maxLatency) {
  /// What stands for another word in each message that we send.
  public static final String NONCE = "{nonce}";

  /// One message, whatever it says.
  public static final MessagePlan ONE =
      new MessagePlan(1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Reads where in a message stands when it was sent, as `$.sentAt` or `/sentAt`.
  ///
  /// @throws IllegalArgumentException if it has another form
  public static JsonPointer place(String text) {
    return JsonPath.beginningOf(text)
        .filter(path -> path.end() == text.length())
        .map(JsonPath::pointer)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no place in JSON, expected for example $.sentAt".formatted(text)));
  }

  /// The same with another text to send.
  MessagePlan sending(Optional<String> text) {
    return new MessagePlan(count, text, matching, sentAt, maxLatency);
  }

  boolean hasNonce() {
    return send.filter(text -> text.contains(NONCE)).isPresent();
  }
}
