package dev.nines.collector.database;

import dev.nines.collector.source.SourceException;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/// One connection for sources that are read rarely, one after the other, so that a server never has
/// more than three of ours. Closed when its last user has closed it. Safe between threads.
public final class SharedConnection {
  private final ServerConnection server;
  private final ReentrantLock lock = new ReentrantLock();
  private int users;

  /// @param dialect how the server is reached
  public SharedConnection(Dialect dialect) {
    this.server = new ServerConnection(dialect);
  }

  /// Counts one more user, which must [#leave()].
  public SharedConnection join() {
    lock.lock();
    try {
      users++;
      return this;
    } finally {
      lock.unlock();
    }
  }

  /// Runs `work` when nobody else does; see [ServerConnection#run].
  public <T> T run(Instant at, ServerConnection.Work<T> work) throws SourceException {
    return run(at, false, work);
  }

  /// The same over a connection that is made for it, and stays. A MariaDB and a MySQL look up their
  /// user's global privileges when it connects, so an older connection does not see what a newer
  /// one may, and is told nothing of it. A connection takes some milliseconds; to ask each time
  /// whether the privileges changed would be a statement too, and one more way to be wrong.
  public <T> T runAnew(Instant at, ServerConnection.Work<T> work) throws SourceException {
    return run(at, true, work);
  }

  private <T> T run(Instant at, boolean anew, ServerConnection.Work<T> work)
      throws SourceException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SourceException.blind("another reading of the server had not ended");
    }
    try {
      if (anew) {
        server.close();
      }
      return server.run(at, work);
    } finally {
      lock.unlock();
    }
  }

  /// Counts one user less.
  public void leave() {
    lock.lock();
    try {
      users--;
      if (users == 0) {
        server.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
