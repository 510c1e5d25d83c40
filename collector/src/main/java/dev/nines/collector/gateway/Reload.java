package dev.nines.collector.gateway;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reading the configuration again while the gateway runs: all of it is taken over or none. The
/// last good one stays when the new one is wrong or needs a restart. Safe between threads.
final class Reload {
  private static final Logger log = LoggerFactory.getLogger(Reload.class);

  private final RunOptions options;
  private final InstantSource clock;
  private final List<Reloadable> parts;
  private final ReentrantLock reloading = new ReentrantLock();
  private volatile Startup current;
  private volatile Reloads reloads;

  /// @param parts in the order in which they take over
  Reload(RunOptions options, Startup first, InstantSource clock, List<Reloadable> parts) {
    this.options = options;
    this.current = first;
    this.clock = clock;
    this.parts = List.copyOf(parts);
    this.reloads = new Reloads(true, clock.instant());
  }

  /// The configuration that is in force.
  Startup current() {
    return current;
  }

  /// What became of reloads.
  Reloads reloads() {
    return reloads;
  }

  /// Reads the files again and takes over what changed.
  ///
  /// @return why it was refused, a sentence each; empty if it was taken over
  List<String> run() {
    reloading.lock();
    try {
      List<String> problems = takeOver();
      boolean good = problems.isEmpty();
      reloads = new Reloads(good, good ? clock.instant() : reloads.lastSuccessAt());
      problems.forEach(each -> log.error("reload refused: {}", each));
      if (good) {
        current.warnings().forEach(log::warn);
        log.info("the configuration was reloaded");
      }
      return problems;
    } finally {
      reloading.unlock();
    }
  }

  private List<String> takeOver() {
    Startup before = current;
    Startup next;
    try {
      next = Startup.check(options);
    } catch (StartException e) {
      return e.problems();
    }
    List<String> restart =
        parts.stream().flatMap(part -> part.needsRestart(before, next).stream()).toList();
    return restart.isEmpty() ? apply(before, next) : restart;
  }

  /// A part that fails halfway makes those before it go back.
  private List<String> apply(Startup before, Startup next) {
    var changed = new ArrayList<Reloadable>();
    current = next;
    try {
      for (Reloadable part : parts) {
        changed.add(part);
        part.takeOver(next);
      }
      return List.of();
    } catch (RuntimeException e) {
      current = before;
      log.warn("a reload failed, going back", e);
      var problems = new ArrayList<String>();
      problems.add(String.valueOf(e.getMessage()));
      changed.reversed().forEach(part -> goBack(part, before, problems));
      return problems;
    }
  }

  private static void goBack(Reloadable part, Startup before, List<String> problems) {
    try {
      part.takeOver(before);
    } catch (RuntimeException e) {
      problems.add("going back failed too, restart the gateway: " + e.getMessage());
    }
  }
}
