package dev.nines.collector.probe;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// How a target is asked and its answer judged. Blocks. When it returns or throws, its connections
/// are gone.
@FunctionalInterface
interface Inquiry {

  /// Asks once; returns if all is as it should be.
  ///
  /// @throws Unmet if the answer is not as it should be
  /// @throws Blocked if we refuse to ask
  /// @throws ExecutionException whose cause is what broke
  void ask(Look look)
      throws Unmet, Blocked, TimeoutException, ExecutionException, InterruptedException;
}
