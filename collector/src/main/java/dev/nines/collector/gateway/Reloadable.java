package dev.nines.collector.gateway;

import java.util.List;

/// A part of the running gateway that takes over a changed configuration.
interface Reloadable {

  /// What of the change only a restart can take over, a sentence each. If any part has something to
  /// say, nothing is changed anywhere.
  default List<String> needsRestart(Startup now, Startup next) {
    return List.of();
  }

  /// Takes over; called for one reload at a time, after every part has agreed.
  ///
  /// @throws IllegalStateException with a sentence for people, if it cannot
  void takeOver(Startup next);
}
