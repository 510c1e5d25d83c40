package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The number of record where each tenant has a user of its own: statements and slow statements by
/// user, from the server's own counters, with a guard for everything their meaning rests on.
///
/// What is handed on are running totals of this object, not the server's: only increases between
/// two readings that the guard lets pass are added, so a reset on the server never shows in them.
///
/// A MySQL with many users is read more rarely than asked for, since its totals are dear: what is
/// left out says what was last known and counts nothing.
final class UserStatementsSource implements Source {
  static final String KIND = "mariadb";

  private static final Duration DEAR_READINGS_EVERY = Duration.ofMinutes(1);
  private static final Duration LONGEST_READING = Duration.ofSeconds(10);

  private final MariaDbTarget target;
  private final LongSupplier nanoTime;
  private final Duration dearReadingsEvery;
  private final ServerConnection server;
  private final UserReader reader;
  private final OldConnections oldConnections;
  private final ReadingPace pace;
  private final UserTotals totals;
  private final InnerStatements inner;
  private final Series up;
  private @Nullable UserSnapshot last;
  private boolean everRead;
  private Instant lockWaitsDue = Instant.MIN;

  UserStatementsSource(MariaDbTarget target, ServerTenants tenants, LongSupplier nanoTime) {
    this(target, tenants, nanoTime, DEAR_READINGS_EVERY);
  }

  UserStatementsSource(
      MariaDbTarget target,
      ServerTenants tenants,
      LongSupplier nanoTime,
      Duration dearReadingsEvery) {
    this.target = target;
    this.nanoTime = nanoTime;
    this.dearReadingsEvery = dearReadingsEvery;
    this.inner = new InnerStatements(dearReadingsEvery);
    this.server = new ServerConnection(new MariaDbDialect(target));
    this.reader = new UserReader(target.threshold());
    this.pace = new ReadingPace(target.ring());
    this.oldConnections = new OldConnections(tenants, reader);
    var book = MariaDbSeries.bookOf(target.server());
    this.totals = new UserTotals(tenants, target.user(), book);
    this.up = book.ofServer(MariaDbSeries.UP, SampleKind.GAUGE);
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
  public Optional<Series> up() {
    return Optional.of(up);
  }

  @Override
  public Observation read(Instant at) throws SourceException {
    long started = nanoTime.getAsLong();
    if (pace.due(started)) {
      UserSnapshot now = server.run(at, connection -> readGuarded(connection, at));
      if (now.settings().family() == ServerFamily.MYSQL) {
        pace.took(started, nanoTime.getAsLong());
      }
      count(now);
    }
    return new Observation(
        KIND, target.server(), at, new Reading.Complete(totals.samples(), List.of()));
  }

  @Override
  public void close() {
    server.close();
  }

  private UserSnapshot readGuarded(ServerConnection connection, Instant at)
      throws SQLException, SourceException {
    UserSnapshot now = reader.read(connection, at, inner);
    Optional<String> problem = Guard.problem(now.settings(), now.after(), target.threshold());
    if (problem.isPresent()) {
      oldConnections.suspect();
      throw startAgain(null, problem.get());
    }
    boolean otherServer = last != null && Continuity.isOtherServer(last, now);
    if (otherServer) {
      totals.forgetLockWaits();
      lockWaitsDue = at;
    }
    if (now.settings().changedAtRuntime()
        && (last == null || otherServer || !last.settings().changedAtRuntime())) {
      oldConnections.suspect();
    }
    Optional<String> suspicion = oldConnections.problem(connection);
    if (suspicion.isPresent()) {
      throw startAgain(null, suspicion.get());
    }
    if (now.settings().family() == ServerFamily.MARIADB && !at.isBefore(lockWaitsDue)) {
      totals.lockWaits(reader.lockWaits(connection));
      lockWaitsDue = at.plus(dearReadingsEvery);
    }
    return now;
  }

  private void count(UserSnapshot now) throws SourceException {
    UserSnapshot earlier = last;
    if (earlier == null && everRead) {
      throw startAgain(
          now, "the server is set up rightly again, counting starts with this reading");
    }
    if (earlier == null) {
      last = now;
      everRead = true;
      inner.begin(now);
      return;
    }
    Optional<String> broken = Continuity.problem(earlier, now).or(() -> inner.problem(now));
    if (broken.isPresent()) {
      throw startAgain(now, broken.get() + "; counting starts with this reading");
    }
    totals.add(inner.increases(earlier, now), Continuity.slowOfNobody(earlier, now));
    last = now;
  }

  /// The increases since the last reading are lost; the next ones are counted from `baseline` on.
  private SourceException startAgain(@Nullable UserSnapshot baseline, String reason) {
    last = baseline;
    everRead = true;
    totals.restart();
    if (baseline != null) {
      inner.begin(baseline);
    }
    return SourceException.partial(reason);
  }
}
