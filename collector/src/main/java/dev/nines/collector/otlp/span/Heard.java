package dev.nines.collector.otlp.span;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// When each service was last heard of, by any signal. A service that is heard and sends no spans
/// is idle; one that is not heard is unmeasured. Safe between threads.
public final class Heard {
  private static final int MOST_SERVICES = 20_000;

  private final Map<String, Long> lastMillis = new ConcurrentHashMap<>();

  public void note(String service, long nowMillis) {
    if (lastMillis.size() < MOST_SERVICES || lastMillis.containsKey(service)) {
      lastMillis.put(service, nowMillis);
    }
  }

  boolean within(String service, Duration time, long nowMillis) {
    Long last = lastMillis.get(service);
    return last != null && nowMillis - last <= time.toMillis();
  }

  void forget(Duration after, long nowMillis) {
    lastMillis.values().removeIf(last -> nowMillis - last > after.toMillis());
  }

  public int size() {
    return lastMillis.size();
  }
}
