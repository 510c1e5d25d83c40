package dev.nines.collector.probe;

import java.util.concurrent.TimeoutException;

/// Judges what a stream brought.
final class Messages {
  private Messages() {}

  /// Waits for all messages, and says what became of them.
  ///
  /// @throws TimeoutException if the stream did not even open
  static void await(Mailbox mailbox, Look look, Wait wait)
      throws Unmet,
          Blocked,
          TimeoutException,
          java.util.concurrent.ExecutionException,
          InterruptedException {
    try {
      wait.run();
    } catch (TimeoutException e) {
      if (!mailbox.isOpen()) {
        throw e;
      }
    } finally {
      if (mailbox.isOpen()) {
        look.saw(mailbox.tally());
      }
    }
    judge(mailbox.tally(), look);
  }

  /// What may end late.
  @FunctionalInterface
  interface Wait {
    void run()
        throws Unmet,
            Blocked,
            TimeoutException,
            java.util.concurrent.ExecutionException,
            InterruptedException;
  }

  private static void judge(MessageTally tally, Look look) throws Unmet {
    int all = tally.good() + tally.late() + tally.lost();
    if (tally.lost() > 0) {
      throw new Unmet(
          ProbeFailure.MESSAGE,
          "%d of %d messages did not come within %d ms"
              .formatted(tally.lost(), all, look.timeout().toMillis()));
    }
    if (tally.late() > 0) {
      throw new Unmet(
          ProbeFailure.LATENCY,
          "%d of %d messages were late, the slowest by %d ms"
              .formatted(tally.late(), all, tally.slowest().map(s -> s.toMillis()).orElse(0L)));
    }
  }
}
