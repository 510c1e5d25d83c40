package dev.nines.collector.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lets only so many readings of one kind run at once; the others wait in the order in which they
/// fell due. Guarded by the scheduler's lock.
final class Pools {
  private static final class Pool {
    int running;
    final ArrayDeque<Lane> waiting = new ArrayDeque<>();
  }

  private final int maxAtOncePerKind;
  private final Map<String, Pool> pools = new HashMap<>();
  private int size;

  Pools(int maxAtOncePerKind) {
    this.maxAtOncePerKind = maxAtOncePerKind;
  }

  void add(Lane lane) {
    lane.waiting = true;
    pools.computeIfAbsent(lane.source().kind(), _ -> new Pool()).waiting.add(lane);
    size++;
  }

  /// Those that may run now; each has to be [#release]d, or is retired and is left out.
  List<Lane> takeReady() {
    var ready = new ArrayList<Lane>();
    for (Pool pool : pools.values()) {
      while (pool.running < maxAtOncePerKind && !pool.waiting.isEmpty()) {
        Lane lane = pool.waiting.remove();
        lane.waiting = false;
        if (lane.retired) {
          size--;
        } else {
          pool.running++;
          ready.add(lane);
        }
      }
    }
    return ready;
  }

  /// A reading of this kind has got its outcome.
  void release(String kind) {
    Pool pool = pools.get(kind);
    if (pool != null) {
      pool.running--;
      size--;
    }
  }

  /// Readings that wait or run.
  int size() {
    return size;
  }
}
