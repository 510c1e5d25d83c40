package dev.nines.collector.mariadb;

import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The ring of the last statements: durations by tenant with the share of statements that they
/// cover, and where one user serves all tenants also the counts of record.
///
/// A reading that would exceed the budget is left out: it is complete, says what was last known and
/// counts nothing; the next one covers its time.
final class RingSource implements Source {
  static final String KIND = "mariadb-ring";

  private static final Duration LONGEST_READING = Duration.ofSeconds(10);

  private final MariaDbTarget target;
  private final LongSupplier nanoTime;
  private final ServerConnection server;
  private final RingReader reader;
  private final ReadingPace pace;
  private final RingTally tally;
  private final SeriesBook book;
  private @Nullable RingTracker tracker;
  private int connectionFollowed;

  RingSource(MariaDbTarget target, ServerTenants tenants, LongSupplier nanoTime) {
    this.target = target;
    this.nanoTime = nanoTime;
    this.server = new ServerConnection(new MariaDbDialect(target));
    this.reader = new RingReader(target.threshold());
    this.pace = new ReadingPace(target.ring());
    this.book = MariaDbSeries.bookOf(target.server());
    this.tally = new RingTally(tenants, book);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String target() {
    return target.server();
  }

  /// Read each second so that nothing is overwritten, which is no reason to evaluate each second.
  @Override
  public boolean opensRound() {
    return false;
  }

  @Override
  public Duration interval() {
    return target.ring().interval();
  }

  @Override
  public Duration timeout() {
    return LONGEST_READING;
  }

  @Override
  public Optional<Series> up() {
    return switch (target.attribution()) {
      case USER -> Optional.empty();
      case SCHEMA -> Optional.of(book.ofServer(MariaDbSeries.UP, SampleKind.GAUGE));
    };
  }

  @Override
  public Observation read(Instant at) throws SourceException {
    if (!pace.due(nanoTime.getAsLong())) {
      return observation(at, new RingTally.Counted(List.of(), List.of()));
    }
    return observation(at, server.run(at, this::scan));
  }

  @Override
  public void close() {
    server.close();
  }

  private RingTally.Counted scan(ServerConnection connection) throws SQLException, SourceException {
    Optional<String> problem = reader.problem(connection);
    if (problem.isPresent()) {
      tracker = null;
      throw SourceException.partial(problem.get());
    }
    RingTracker following = connectionFollowed == connection.generation() ? tracker : null;
    if (following == null) {
      throw begin(connection);
    }
    long started = nanoTime.getAsLong();
    long upTo = following.nextEdge(started);
    RingScan scan = reader.scan(connection, following.edge(), upTo);
    long ended = nanoTime.getAsLong();
    pace.took(started, ended);
    if (!following.continuedBy(scan)) {
      tracker = null;
      throw SourceException.partial("the server's count of statements began again");
    }
    RingTracker.Held held = following.accept(scan, upTo, ended);
    return switch (target.attribution()) {
      case USER -> tally.durations(scan);
      case SCHEMA -> tally.record(scan, held);
    };
  }

  private SourceException begin(ServerConnection connection) throws SQLException, SourceException {
    long edge = RingTracker.firstEdge(reader.newestEnd(connection));
    RingScan first = reader.scan(connection, edge, edge);
    tracker = new RingTracker(first, edge, nanoTime.getAsLong());
    connectionFollowed = connection.generation();
    return SourceException.blind("counting starts with this reading");
  }

  private Observation observation(Instant at, RingTally.Counted counted) {
    var samples = new ArrayList<>(counted.samples());
    RingTracker following = tracker;
    if (following != null) {
      samples.add(gauge(MariaDbSeries.RING_COVERAGE, following.coverageRatio()));
    }
    samples.add(gauge(MariaDbSeries.RING_READ_SECONDS, pace.costSeconds()));
    return new Observation(
        KIND, target.server(), at, new Reading.Complete(samples, counted.latencies()));
  }

  private Sample gauge(String name, double value) {
    return new Sample(book.ofServer(name, SampleKind.GAUGE), value);
  }
}
