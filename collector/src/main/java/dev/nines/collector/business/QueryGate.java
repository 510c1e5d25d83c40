package dev.nines.collector.business;

import dev.nines.collector.source.SourceException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets only so many business queries run at once, and none whose breaker is open: each database
/// has one for failing to answer, each query on each database one for its own failures. One gate
/// for all business queries of a gateway. Safe between threads.
public final class QueryGate {
  private final Semaphore permits;
  private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

  /// @param atOnce how many queries, and so connections, there are at a time; at least 1
  public QueryGate(int atOnce) {
    this.permits = new Semaphore(atOnce, true);
  }

  /// Something that asks a database.
  @FunctionalInterface
  interface Query<T> {
    T run() throws Exception;
  }

  /// Runs a query when it is its turn.
  ///
  /// @param database who is asked
  /// @param query what is asked
  /// @param patience how long it may wait for its turn
  <T> T run(String database, String query, Instant now, Duration patience, Query<T> work)
      throws Exception {
    CircuitBreaker ofDatabase = breaker(database);
    CircuitBreaker ofQuery = breaker(query + "@" + database);
    if (!ofQuery.allows(now) || !ofDatabase.allows(now)) {
      throw SourceException.blind(
          "not asked: it failed %d times in a row".formatted(CircuitBreaker.FAILURES));
    }
    if (!permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw SourceException.blind("not asked: other business queries took all the time");
    }
    try {
      T result = work.run();
      ofDatabase.succeeded();
      ofQuery.succeeded();
      return result;
    } catch (Exception e) {
      (isTheDatabases(e) ? ofDatabase : ofQuery).failed(now);
      throw e;
    } finally {
      permits.release();
    }
  }

  private CircuitBreaker breaker(String key) {
    return breakers.computeIfAbsent(key, _ -> new CircuitBreaker());
  }

  /// Not reached, not let in, or no connection left, as against a statement that fails.
  private static boolean isTheDatabases(Exception e) {
    if (!(e instanceof SQLException sql)) {
      return false;
    }
    String state = sql.getSQLState();
    return state == null
        ? sql.getErrorCode() == 0
        : state.startsWith("08") || state.startsWith("28");
  }
}
