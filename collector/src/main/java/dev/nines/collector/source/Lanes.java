package dev.nines.collector.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// All sources with their schedules. Guarded by the scheduler's lock.
final class Lanes {
  /// So many new sources begin at once; those after them one by one, [#PAUSE] apart. A gateway of a
  /// thousand targets answers while they begin, and shows them no burst.
  private static final int AT_ONCE = 64;

  private static final Duration PAUSE = Duration.ofMillis(5);

  private record Key(String kind, String target) {}

  private final Map<Key, Lane> lanes = new LinkedHashMap<>();
  private final PriorityQueue<Lane> timetable =
      new PriorityQueue<>(Comparator.comparing((Lane lane) -> lane.due));

  /// Makes these the sources.
  ///
  /// @return those that are gone and not being read: the caller closes them. The others are closed
  ///   by the end of their run.
  /// @throws IllegalArgumentException if two have the same kind and target; nothing is changed then
  List<Source> replace(Collection<? extends Source> sources, Instant now) {
    Map<Key, Source> wanted = byKey(sources);
    var gone = new ArrayList<Source>();
    lanes
        .entrySet()
        .removeIf(entry -> !wanted.containsKey(entry.getKey()) && retire(entry.getValue(), gone));
    int begun = 0;
    for (Map.Entry<Key, Source> each : wanted.entrySet()) {
      begun += adopt(each.getKey(), each.getValue(), beginning(begun, each.getValue(), now), gone);
    }
    rebuildTimetable();
    return gone;
  }

  /// The lanes that are due, each put on its next instant.
  List<Lane> takeDue(Instant now) {
    reactToClockSetBack(now);
    var due = new ArrayList<Lane>();
    Lane lane;
    while ((lane = timetable.peek()) != null && !lane.due.isAfter(now)) {
      timetable.poll();
      lane.scheduleAfter(now);
      timetable.add(lane);
      due.add(lane);
    }
    return due;
  }

  /// Until the next lane is due.
  long nanosToNext(Instant now) {
    Lane lane = timetable.peek();
    return lane == null ? Long.MAX_VALUE : Duration.between(now, lane.due).toNanos();
  }

  List<SourceHealth> health() {
    return lanes.values().stream().map(Lane::health).toList();
  }

  private static Map<Key, Source> byKey(Collection<? extends Source> sources) {
    var byKey = new LinkedHashMap<Key, Source>();
    for (Source source : sources) {
      if (byKey.put(new Key(source.kind(), source.target()), source) != null) {
        throw new IllegalArgumentException(
            "two %s sources have the target '%s', expected one"
                .formatted(source.kind(), source.target()));
      }
    }
    return byKey;
  }

  private static boolean retire(Lane lane, List<Source> gone) {
    lane.retired = true;
    Run run = lane.run;
    if (run != null) {
      run.interrupt();
    }
    leave(lane, gone);
    return true;
  }

  /// When a new source is first read, after so many others that are new too: within its interval.
  private static Instant beginning(int others, Source source, Instant now) {
    Duration wait = PAUSE.multipliedBy(Math.max(0, others - AT_ONCE + 1));
    return now.plus(wait.compareTo(source.interval()) < 0 ? wait : source.interval());
  }

  /// @return how many lanes are new: one or none
  private int adopt(Key key, Source source, Instant beginning, List<Source> gone) {
    Lane lane = lanes.get(key);
    if (lane == null) {
      lanes.put(key, new Lane(source, beginning));
      return 1;
    }
    if (!lane.source().equals(source)) {
      leave(lane, gone);
      lane.replaceSource(source);
    }
    return 0;
  }

  private static void leave(Lane lane, List<Source> gone) {
    Run run = lane.run;
    if (run == null || !run.source.equals(lane.source())) {
      gone.add(lane.source());
    }
  }

  private void reactToClockSetBack(Instant now) {
    Lane head = timetable.peek();
    if (head != null && head.isDueTooFarFrom(now)) {
      lanes.values().forEach(lane -> lane.scheduleAfter(now));
      rebuildTimetable();
    }
  }

  private void rebuildTimetable() {
    timetable.clear();
    timetable.addAll(lanes.values());
  }
}
