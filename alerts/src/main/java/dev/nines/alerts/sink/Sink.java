package dev.nines.alerts.sink;

import java.io.IOException;

/// A way to reach somebody. Blocking; used by one thread at a time.
public interface Sink {
  /// The name in the configuration.
  String name();

  /// Sends, once. May be asked to send the same notice again after a failure or a crash.
  ///
  /// @throws IOException if the receiver did not take it now; it is tried again
  /// @throws RefusedException if it never will
  void send(Notice notice) throws IOException, RefusedException, InterruptedException;

  /// The receiver will not have this notice, whatever its reason. Trying again would not help.
  final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param reason what the receiver said, for people
    public RefusedException(String reason) {
      super(reason);
    }
  }
}
