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
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SourceException.blind("another reading of the server had not ended");
    }
    try {
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
