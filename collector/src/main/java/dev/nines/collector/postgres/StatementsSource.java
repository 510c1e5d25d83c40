package dev.nines.collector.postgres;

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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The number of record of a PostgreSQL server: statements by tenant and how many of them were over
/// the threshold, from `pg_stat_statements`.
///
/// What is handed on are running totals of this object, not the server's: only increases between
/// two readings that belong together are added, so a reset on the server never shows in them.
final class StatementsSource implements Source {
  static final String KIND = "postgres";

  private static final Duration LONGEST_READING = Duration.ofSeconds(10);

  private final PostgresTarget target;
  private final ServerConnection server;
  private final StatementReader reader = new StatementReader();
  private final SeriesBook book;
  private final StatementTotals totals;
  private @Nullable StatementSnapshot last;
  private boolean everRead;
  private double roomUse;

  StatementsSource(PostgresTarget target, ServerTenants tenants) {
    this.target = target;
    this.server = new ServerConnection(new PostgresDialect(target));
    this.book = PostgresSeries.bookOf(target.server());
    this.totals = new StatementTotals(tenants, book, target.threshold().toNanos() / 1e6);
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
    return target.interval().compareTo(LONGEST_READING) < 0 ? target.interval() : LONGEST_READING;
  }

  @Override
  public Optional<Series> up() {
    return Optional.of(book.ofServer(PostgresSeries.UP, SampleKind.GAUGE));
  }

  @Override
  public Observation read(Instant at) throws SourceException {
    count(server.run(at, this::readGuarded));
    var samples = totals.samples();
    samples.add(new Sample(book.ofServer(PostgresSeries.ROOM_USE, SampleKind.GAUGE), roomUse));
    return new Observation(KIND, target.server(), at, new Reading.Complete(samples, List.of()));
  }

  @Override
  public void close() {
    server.close();
  }

  private StatementSnapshot readGuarded(ServerConnection connection)
      throws SQLException, SourceException {
    Setup setup = reader.setup(connection);
    Optional<Setup.Problem> problem = setup.problem(target);
    if (problem.isPresent()) {
      last = null;
      throw PostgresDialect.partial(problem.get().what(), problem.get().remedy());
    }
    StatementSnapshot now = reader.read(connection, setup.extensionSchema().orElseThrow());
    roomUse = setup.room() == 0 ? 0 : (double) now.entries().size() / setup.room();
    return now;
  }

  private void count(StatementSnapshot now) throws SourceException {
    StatementSnapshot earlier = last;
    boolean begins = !everRead;
    last = now;
    everRead = true;
    if (earlier == null) {
      if (!begins) {
        throw SourceException.partial(
            "the server is set up rightly again, counting starts with this reading");
      }
      return;
    }
    Optional<String> gap = StatementSnapshot.gap(earlier, now);
    if (gap.isPresent()) {
      throw SourceException.partial(gap.get() + "; counting starts with this reading");
    }
    totals.add(earlier, now);
  }
}
