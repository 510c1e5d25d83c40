package dev.nines.collector.database;

import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Levels of a server and of each tenant on it: connections, locks, transactions, sizes,
/// replication. No promise is counted from them, so they are read group by group: one that may not
/// be read, or takes too long, is left out and says so, the others are given.
public final class GaugesSource implements Source {
  private static final String READABLE = "gauges_readable";
  private static final Duration LONGEST_READING = Duration.ofSeconds(14);

  /// A group that could not be read is not asked for again at once: it may have been too expensive.
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(5);

  private static final class State {
    final GaugeGroup group;
    Instant due = Instant.MIN;
    boolean readable = true;
    List<Sample> samples = List.of();

    State(GaugeGroup group) {
      this.group = group;
    }
  }

  private final String kind;
  private final String target;
  private final Duration interval;
  private final Dialect dialect;
  private final SharedConnection server;
  private final SeriesBook book;
  private final List<State> groups;

  /// @param kind the kind of source
  /// @param target the server's name
  /// @param dialect which errors concern one group only
  /// @param server over which it reads, together with others
  /// @param book of the server's series
  public GaugesSource(
      String kind,
      String target,
      Duration interval,
      Dialect dialect,
      SharedConnection server,
      SeriesBook book,
      List<GaugeGroup> groups) {
    this.kind = kind;
    this.target = target;
    this.interval = interval;
    this.dialect = dialect;
    this.server = server.join();
    this.book = book;
    this.groups = groups.stream().map(State::new).toList();
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public Duration timeout() {
    return LONGEST_READING;
  }

  @Override
  public Observation read(Instant at) throws SourceException {
    for (State state : groups) {
      if (!at.isBefore(state.due)) {
        server.run(at, connection -> read(state, connection, at));
      }
    }
    var samples = new ArrayList<Sample>();
    for (State state : groups) {
      samples.addAll(state.samples);
      samples.add(
          new Sample(
              book.ofServer(
                  book.prefix() + READABLE, "group", state.group.name(), SampleKind.GAUGE),
              state.readable ? 1 : 0));
    }
    return new Observation(kind, target, at, new Reading.Complete(samples, List.of()));
  }

  @Override
  public void close() {
    server.leave();
  }

  private State read(State state, ServerConnection connection, Instant at)
      throws SQLException, SourceException {
    try {
      state.samples = state.group.read(connection, at);
      state.readable = true;
      state.due = at.plus(state.group.every());
    } catch (SQLException e) {
      if (!dialect.concernsOneTable(e)) {
        throw e;
      }
      state.samples = List.of();
      state.readable = false;
      state.due = at.plus(PAUSE_AFTER_FAILURE);
    }
    return state;
  }
}
