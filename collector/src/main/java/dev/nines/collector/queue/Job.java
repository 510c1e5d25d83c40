package dev.nines.collector.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Since when a job could run. A job that was delayed could since its delay was over, one that is
/// tried again since its last attempt: neither is as old as its creation.
final class Job {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Job() {}

  /// @param timestamp milliseconds of its creation
  /// @param options its `opts`, JSON
  /// @param processedOn milliseconds of the begin of its last attempt; null before the first
  static Optional<Duration> waited(
      @Nullable String timestamp,
      @Nullable String options,
      @Nullable String processedOn,
      Instant now) {
    Optional<Long> created = number(timestamp);
    if (created.isEmpty()) {
      return Optional.empty(); // the job went meanwhile
    }
    long runnable = created.get() + delay(options);
    long since = Math.max(runnable, number(processedOn).orElse(0L));
    return Optional.of(Duration.ofMillis(Math.max(0, now.toEpochMilli() - since)));
  }

  /// How long a job ran that has ended.
  ///
  /// @param processedOn milliseconds of the begin of its last attempt
  /// @param finishedOn milliseconds of its end
  static Optional<Duration> ran(@Nullable String processedOn, @Nullable String finishedOn) {
    Optional<Long> began = number(processedOn);
    return number(finishedOn)
        .flatMap(ended -> began.map(begin -> Duration.ofMillis(Math.max(0, ended - begin))));
  }

  private static long delay(@Nullable String options) {
    try {
      return options == null ? 0 : JSON.readTree(options).path("delay").asLong(0);
    } catch (JsonProcessingException e) {
      return 0;
    }
  }

  private static Optional<Long> number(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
