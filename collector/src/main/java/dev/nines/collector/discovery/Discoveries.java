package dev.nines.collector.discovery;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks every [Discovery] again and again, each on a virtual thread of its own, so that one that
/// hangs holds up no other. Safe between threads.
public final class Discoveries implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Discoveries.class);

  private final Runnable changed;
  private final Map<Key, Asking> asking = new ConcurrentHashMap<>();

  /// Discoveries of the same name and interval are the same one, also after a reload.
  private record Key(String name, Duration interval) {
    static Key of(Discovery discovery) {
      return new Key(discovery.name(), discovery.refreshInterval());
    }
  }

  /// What is known of one place, and the thread that asks it.
  private static final class Asking {
    private volatile List<TargetGroup> groups = List.of();
    private volatile String failure = "";
    private volatile boolean gone;
    private final Thread thread;

    Asking(Runnable loop) {
      thread = Thread.ofVirtual().name("discovery").unstarted(loop);
    }
  }

  /// @param changed told on another thread that some groups changed
  public Discoveries(Runnable changed) {
    this.changed = changed;
  }

  /// Makes these the places that are asked; what others had found is forgotten.
  public synchronized void replace(List<Discovery> discoveries) {
    var wanted = new HashMap<Key, Discovery>();
    discoveries.forEach(each -> wanted.put(Key.of(each), each));
    asking
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.containsKey(entry.getKey());
              if (gone) {
                stop(entry.getValue());
              }
              return gone;
            });
    wanted.forEach(
        (key, discovery) -> {
          if (!asking.containsKey(key)) {
            var started = new Asking(() -> repeat(key, discovery));
            asking.put(key, started);
            started.thread.start();
          }
        });
  }

  /// What a place found last; nothing before its first answer.
  public List<TargetGroup> groups(Discovery discovery) {
    Asking known = asking.get(Key.of(discovery));
    return known == null ? List.of() : known.groups;
  }

  /// Those that failed last time, name to reason.
  public Map<String, String> failures() {
    var named = new LinkedHashMap<String, String>();
    asking.forEach(
        (key, known) -> {
          if (!known.failure.isEmpty()) {
            named.put(key.name(), known.failure);
          }
        });
    return named;
  }

  private void repeat(Key key, Discovery discovery) {
    Asking known = asking.get(key);
    try {
      while (known != null && !known.gone) {
        look(discovery, known);
        Thread.sleep(key.interval());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was replaced
    }
  }

  private void look(Discovery discovery, Asking known) throws InterruptedException {
    try {
      List<TargetGroup> now = discovery.discover();
      known.failure = "";
      if (!now.equals(known.groups) && !known.gone) {
        known.groups = now;
        changed.run();
      }
    } catch (IOException | RuntimeException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      if (!reason.equals(known.failure)) {
        known.failure = reason;
        log.warn("targets of {} stay as they were: {}", discovery.name(), reason);
      }
    }
  }

  private static void stop(Asking known) {
    known.gone = true;
    known.thread.interrupt();
  }

  @Override
  public synchronized void close() {
    asking.values().forEach(Discoveries::stop);
    asking.clear();
  }
}
