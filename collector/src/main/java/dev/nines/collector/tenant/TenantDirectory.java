package dev.nines.collector.tenant;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.yaml.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tenants of the moment. Every answer comes from one snapshot, swapped as a whole at a
/// refresh. Safe between threads.
///
/// With several lists a tenant of a later one replaces the tenant of the same id of an earlier one:
/// so a file can correct what the control database says. A list that cannot be read, or is suddenly
/// empty, keeps what it last said: a control database that is down must not make every tenant
/// unmeasured.
public final class TenantDirectory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TenantDirectory.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  /// How the last refresh went.
  ///
  /// @param at when it was
  /// @param complete whether every list could be read
  /// @param failures one line for each list that could not, and for each contradiction
  /// @param problems bad rows
  public record Status(
      Instant at, boolean complete, List<String> failures, List<Diagnostic> problems) {}

  private record Listed(TenantList list, List<Tenant> lastGood, boolean everRead) {
    static List<Listed> unread(List<? extends TenantList> lists) {
      return lists.stream().map(list -> new Listed(list, List.of(), false)).toList();
    }

    Listed recalled() {
      return new Listed(list, list.remembered(), false);
    }
  }

  private final InstantSource clock;
  private final Consumer<Collection<Tenant>> changed;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile List<Listed> lists;
  private volatile TenantIndex index = TenantIndex.EMPTY;
  private List<List<Tenant>> indexed = List.of();
  private volatile Optional<Status> status = Optional.empty();
  private volatile Duration interval = Duration.ofSeconds(30);
  private @Nullable Thread refresher;

  /// An empty directory; [#recall()] and [#refresh()] fill it.
  ///
  /// @param lists where tenants are written down, the one that corrects the others last
  /// @param clock when a refresh was
  /// @param changed told the tenants after each refresh that changed any of them
  public TenantDirectory(
      List<? extends TenantList> lists, InstantSource clock, Consumer<Collection<Tenant>> changed) {
    this.lists = Listed.unread(lists);
    this.clock = clock;
    this.changed = changed;
  }

  /// All tenants, sorted by id.
  public Collection<Tenant> tenants() {
    return index.byId().values();
  }

  /// The tenant with this id.
  public Optional<Tenant> byId(TenantId id) {
    return Optional.ofNullable(index.byId().get(id));
  }

  /// Whose database this is; empty if nobody's or if two claim it.
  public Optional<Tenant> byDatabase(String database) {
    return Optional.ofNullable(index.byDatabase().get(database));
  }

  /// Whose database user this is; empty if nobody's or if two claim it.
  public Optional<Tenant> byDatabaseUser(String databaseUser) {
    return Optional.ofNullable(index.byDatabaseUser().get(databaseUser));
  }

  /// How the last refresh went; empty before the first.
  public Optional<Status> status() {
    return status;
  }

  /// Reads every list. Blocks; never throws for what a list says.
  public Status refresh() {
    refreshing.lock();
    try {
      var failures = new ArrayList<String>();
      var problems = new ArrayList<Diagnostic>();
      lists = lists.stream().map(listed -> read(listed, failures, problems)).toList();
      boolean complete = failures.isEmpty();
      TenantIndex next = index();
      failures.addAll(next.conflicts());
      var outcome =
          new Status(clock.instant(), complete, List.copyOf(failures), List.copyOf(problems));
      report(outcome);
      status = Optional.of(outcome);
      swap(next);
      return outcome;
    } finally {
      refreshing.unlock();
    }
  }

  /// Takes the tenants that an earlier process has left behind, until they can be read again, so
  /// that a control database that is down or slow does not hold up the start.
  ///
  /// @return whether there are any
  public boolean recall() {
    refreshing.lock();
    try {
      lists = lists.stream().map(Listed::recalled).toList();
      swap(index());
      return !index.byId().isEmpty();
    } finally {
      refreshing.unlock();
    }
  }

  /// Takes the tenants from these lists from now on, and reads them at once. A list that cannot be
  /// read keeps the tenants of the former list of its name, or those that it remembers. Blocks.
  public Status replace(List<? extends TenantList> changed) {
    refreshing.lock();
    try {
      List<Listed> former = lists;
      lists = changed.stream().map(list -> successor(list, former)).toList();
      return refresh();
    } finally {
      refreshing.unlock();
    }
  }

  /// Refreshes now and then, on a thread of its own; sooner while a list has never been read. A
  /// later call changes the interval.
  public synchronized void start(Duration refreshInterval) {
    interval = refreshInterval;
    if (refresher != null) {
      refresher.interrupt();
    }
    refresher = Thread.ofVirtual().name("tenant-refresh").start(this::refreshUntilInterrupted);
  }

  @Override
  public synchronized void close() {
    if (refresher != null) {
      refresher.interrupt();
    }
  }

  private static Listed successor(TenantList list, List<Listed> former) {
    return former.stream()
        .filter(one -> one.list().name().equals(list.name()) && !one.lastGood().isEmpty())
        .findFirst()
        .map(one -> new Listed(list, one.lastGood(), false))
        .orElseGet(() -> new Listed(list, list.remembered(), false));
  }

  /// The index of what the lists say, the one that there is if they say what they said.
  private TenantIndex index() {
    List<List<Tenant>> said = lists.stream().map(Listed::lastGood).toList();
    if (!said.equals(indexed)) {
      indexed = said;
      return TenantIndex.of(said.stream().flatMap(List::stream).toList());
    }
    return index;
  }

  @SuppressWarnings("ReferenceEquality") // one that is the same need not be compared
  private void swap(TenantIndex next) {
    boolean differs = next != index && !next.byId().equals(index.byId());
    index = next;
    if (differs) {
      changed.accept(next.byId().values());
    }
  }

  private void refreshUntilInterrupted() {
    try {
      if (status.isEmpty()) {
        refresh();
      }
      while (true) {
        boolean allRead = lists.stream().allMatch(Listed::everRead);
        boolean hurry = !allRead && FIRST_RETRY.compareTo(interval) < 0;
        Thread.sleep(hurry ? FIRST_RETRY : interval);
        refresh();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private static Listed read(Listed listed, List<String> failures, List<Diagnostic> problems) {
    String name = listed.list().name();
    try {
      TenantList.Result result = listed.list().read();
      problems.addAll(result.problems());
      if (result.tenants().isEmpty() && !listed.lastGood().isEmpty()) {
        failures.add(
            "%s has no valid tenant any more; the last %d stay until it has one or the gateway restarts"
                .formatted(name, listed.lastGood().size()));
        return listed;
      }
      return new Listed(listed.list(), result.tenants(), true);
    } catch (Exception e) {
      failures.add(
          "%s cannot be read, its last %d tenants stay: %s"
              .formatted(name, listed.lastGood().size(), e.getMessage()));
      return listed;
    }
  }

  /// Says what changed since the last refresh, and nothing each minute anew.
  private void report(Status outcome) {
    var before = status.orElse(new Status(outcome.at(), true, List.of(), List.of()));
    outcome.failures().stream()
        .filter(failure -> !before.failures().contains(failure))
        .forEach(failure -> log.warn("Tenants: {}", failure));
    outcome.problems().stream()
        .filter(problem -> !before.problems().contains(problem))
        .forEach(problem -> log.warn("Tenants: {}", problem.render()));
    if (!before.complete() && outcome.complete()) {
      log.info("Tenants: every list can be read again");
    }
  }
}
