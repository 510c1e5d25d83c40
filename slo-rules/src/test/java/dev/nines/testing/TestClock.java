package dev.nines.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until the test moves it. Safe for use by many threads.
public final class TestClock implements InstantSource {

  private final AtomicReference<Instant> now;

  private TestClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  /// A clock that stands at `now`.
  public static TestClock at(Instant now) {
    return new TestClock(now);
  }

  /// A clock that stands at `now`, in the form `2026-03-01T12:00:00Z`.
  public static TestClock at(String now) {
    return new TestClock(Instant.parse(now));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /// Moves the clock by `step`, which may be negative, and says where it stands then.
  public Instant advance(Duration step) {
    return now.updateAndGet(t -> t.plus(step));
  }

  /// Puts the clock at `instant`.
  public void set(Instant instant) {
    now.set(instant);
  }
}
