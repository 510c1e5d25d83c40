package dev.nines.collector.gateway.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// What is dear to find out, found out anew only when it is old. Thread-safe.
final class Remembered<T> implements Supplier<T> {
  private final Supplier<T> source;
  private final Duration lasts;
  private final InstantSource clock;
  private Optional<Known<T>> known = Optional.empty(); // guarded by this

  private record Known<T>(T value, Instant at) {}

  /// @param lasts for how long an answer is given again
  Remembered(Supplier<T> source, Duration lasts, InstantSource clock) {
    this.source = source;
    this.lasts = lasts;
    this.clock = clock;
  }

  @Override
  public synchronized T get() {
    Instant now = clock.instant();
    var fresh = known.filter(each -> each.at().plus(lasts).isAfter(now)).map(Known::value);
    return fresh.orElseGet(() -> remember(source.get(), now));
  }

  private T remember(T value, Instant now) {
    known = Optional.of(new Known<>(value, now));
    return value;
  }
}
