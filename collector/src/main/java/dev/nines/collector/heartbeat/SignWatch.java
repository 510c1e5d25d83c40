package dev.nines.collector.heartbeat;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds signs of life in what sources observe: a counter that grew, such as that of the webhooks
/// that an application took. Safe between threads.
public final class SignWatch {
  /// A busy series need not be written down each time.
  private static final Duration PRECISION = Duration.ofSeconds(10);

  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int MOST_SERIES = 100_000;

  private record Known(double value, Instant at) {}

  private final HeartbeatBook book;
  private final Map<Series, Known> totals = new HashMap<>();
  private Instant forgetAt = Instant.MIN;
  private volatile List<Heartbeat> watched = List.of();
  private volatile Set<String> names = Set.of();

  /// @param book takes what is found
  public SignWatch(HeartbeatBook book) {
    this.book = book;
  }

  /// Makes these the heartbeats whose signs are looked for.
  public void watch(Collection<Heartbeat> heartbeats) {
    watched = heartbeats.stream().filter(each -> each.seenIn().isPresent()).toList();
    names =
        watched.stream()
            .map(each -> each.seenIn().orElseThrow().name())
            .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether a series may hold a sign.
  public boolean wants(Series series) {
    return names.contains(series.name())
        && watched.stream().anyMatch(each -> each.seenIn().orElseThrow().matches(series));
  }

  /// Looks for signs.
  public void accept(Observation observation) {
    if (names.isEmpty() || !(observation.reading() instanceof Reading.Complete complete)) {
      return;
    }
    for (Sample sample : complete.samples()) {
      if (names.contains(sample.series().name()) && wants(sample.series())) {
        look(sample, observation.at());
      }
    }
  }

  private void look(Sample sample, Instant at) {
    boolean grew =
        switch (sample.series().kind()) {
          case DELTA -> sample.value() > 0;
          case CUMULATIVE -> grew(sample, at);
          case GAUGE -> false;
        };
    if (grew) {
      watched.stream()
          .filter(each -> each.seenIn().orElseThrow().matches(sample.series()))
          .forEach(each -> note(each, at));
    }
  }

  /// A total that fell began again; what it has counted since is growth.
  private synchronized boolean grew(Sample sample, Instant at) {
    if (at.isAfter(forgetAt)) {
      totals.values().removeIf(known -> known.at().plus(FORGOTTEN_AFTER).isBefore(at));
      forgetAt = at.plus(FORGOTTEN_AFTER);
    }
    if (totals.size() >= MOST_SERIES && !totals.containsKey(sample.series())) {
      return false;
    }
    Known before = totals.put(sample.series(), new Known(sample.value(), at));
    return before != null
        && (sample.value() > before.value()
            || (sample.value() < before.value() && sample.value() > 0));
  }

  private void note(Heartbeat heartbeat, Instant at) {
    HeartbeatBook.Sign last = book.last(heartbeat.id(), at);
    if (!last.came() || last.failed() || at.isAfter(last.at().plus(PRECISION))) {
      book.came(heartbeat.id(), at, false);
    }
  }
}
