package dev.nines.collector.mariadb;

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
final class GaugesSource implements Source {
  static final String KIND = "mariadb-gauges";

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

  private final MariaDbTarget target;
  private final SharedConnection server;
  private final SeriesBook book;
  private final List<State> groups;

  GaugesSource(
      MariaDbTarget target, ServerTenants tenants, SharedConnection server, SizeHistory history) {
    this.target = target;
    this.server = server.join();
    this.book = new SeriesBook(target.server());
    this.groups =
        List.<GaugeGroup>of(
                new ServerGauges(book),
                new ConnectionGauges(tenants, book),
                new TransactionGauges(tenants, book),
                new WorkGauges(tenants, book),
                new ErrorGauges(tenants, book),
                new SizeGauges(target.server(), tenants, book, history),
                new ReplicationGauges(target.server()),
                new BackupGauges(target.server()))
            .stream()
            .map(State::new)
            .toList();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String target() {
    return target.server();
  }

  @Override
  public Duration interval() {
    return target.interval();
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
                  SeriesBook.GROUP_READABLE, "group", state.group.name(), SampleKind.GAUGE),
              state.readable ? 1 : 0));
    }
    return new Observation(KIND, target.server(), at, new Reading.Complete(samples, List.of()));
  }

  @Override
  public void close() {
    server.leave();
  }

  private static State read(State state, ServerConnection connection, Instant at)
      throws SQLException, SourceException {
    try {
      state.samples = state.group.read(connection, at);
      state.readable = true;
      state.due = at.plus(state.group.every());
    } catch (SQLException e) {
      if (!SqlFailures.isMissingOrForbidden(e) && !SqlFailures.isTooSlow(e)) {
        throw e;
      }
      state.samples = List.of();
      state.readable = false;
      state.due = at.plus(PAUSE_AFTER_FAILURE);
    }
    return state;
  }
}
