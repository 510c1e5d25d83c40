package dev.nines.slo.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What could not be read back, each thing once. Safe between threads.
final class Damage {
  private static final System.Logger LOG = System.getLogger(Damage.class.getName());
  private static final int MAX_KEPT = 1000;

  private final Set<String> found = new LinkedHashSet<>();

  /// Notes damage; logs it the first time.
  void report(String what) {
    synchronized (found) {
      if (found.size() >= MAX_KEPT || !found.add(what)) {
        return;
      }
    }
    LOG.log(System.Logger.Level.ERROR, "The ledger is damaged: {0}", what);
  }

  void report(String name, IOException e) {
    String message = String.valueOf(e.getMessage());
    report(message.startsWith(name) ? message : name + ": " + message);
  }

  int count() {
    synchronized (found) {
      return found.size();
    }
  }

  List<String> list() {
    synchronized (found) {
      return new ArrayList<>(found);
    }
  }
}
