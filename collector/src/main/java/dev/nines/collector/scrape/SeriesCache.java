package dev.nines.collector.scrape;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers what each line of a target's last body was: a series that is wanted, or one that is
/// not. A target writes its series in the same order each time, so the next line is nearly always
/// the one that came next last time, and comparing its bytes is all there is to do.
///
/// For one thread at a time.
final class SeriesCache {
  private static final int FIRST_CAPACITY = 1024;

  private static final byte[] NO_PREFIX = {};

  private final Map<Entry, Entry> byPrefix = new HashMap<>();
  private final Map<String, TenantTally> tallies = new HashMap<>();
  private Entry[] lastOrder = new Entry[0];
  private int lastCount;
  private Entry[] order = new Entry[FIRST_CAPACITY];
  private int count;
  private int cursor;

  /// A line without its value, name and labels as they stand in the body, and what it means. Equal
  /// to every entry of the same bytes.
  static final class Entry {
    private final byte[] prefix;
    private final int hash;
    private final Meaning meaning;

    private Entry(byte[] prefix, Meaning meaning) {
      this.prefix = prefix;
      this.hash = Arrays.hashCode(prefix);
      this.meaning = meaning;
    }

    /// How many bytes name and labels take.
    int length() {
      return prefix.length;
    }

    Meaning meaning() {
      return meaning;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Entry that && hash == that.hash && Arrays.equals(prefix, that.prefix);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /// The entry of the line that begins at `from`, if it is the one that is expected next.
  @Nullable Entry expected(byte[] body, int from, int end) {
    if (cursor >= lastCount) {
      return null;
    }
    Entry next = lastOrder[cursor];
    int to = from + next.prefix.length;
    boolean same =
        to < end
            && (body[to] == ' ' || body[to] == '\t')
            && Arrays.equals(body, from, to, next.prefix, 0, next.prefix.length);
    if (!same) {
      return null;
    }
    cursor++;
    remember(next);
    return next;
  }

  /// The entry of a line that did not come in its place, if it is known at all.
  @Nullable Entry find(byte[] body, int from, int to) {
    Entry entry = byPrefix.get(new Entry(Arrays.copyOfRange(body, from, to), Meaning.DROPPED));
    if (entry != null) {
      remember(entry);
      resumeBehind(entry);
    }
    return entry;
  }

  /// Keeps a line that was not known.
  Entry add(byte[] body, int from, int to, Meaning meaning) {
    var entry = new Entry(Arrays.copyOfRange(body, from, to), meaning);
    byPrefix.put(entry, entry);
    remember(entry);
    return entry;
  }

  /// An entry that is used once and not kept.
  static Entry passing(Meaning meaning) {
    return new Entry(NO_PREFIX, meaning);
  }

  /// The tally of a tenant, the same for all its entries.
  TenantTally tallyOf(String tenant) {
    return tallies.computeIfAbsent(tenant, TenantTally::new);
  }

  /// Begins a body.
  void begin() {
    cursor = 0;
    count = 0;
  }

  /// Ends a body that was read to its end: its order is what is expected next time, and what is
  /// long gone is forgotten.
  void end() {
    Entry[] reusable = lastOrder;
    lastOrder = order;
    lastCount = count;
    order = reusable.length == 0 ? new Entry[FIRST_CAPACITY] : reusable;
    if (byPrefix.size() > 2 * count + FIRST_CAPACITY) {
      forgetAllButLast();
    }
  }

  private void forgetAllButLast() {
    byPrefix.clear();
    tallies.clear();
    for (int i = 0; i < lastCount; i++) {
      Entry entry = lastOrder[i];
      byPrefix.put(entry, entry);
      TenantTally tally = entry.meaning().tenant();
      if (tally != null) {
        tallies.put(tally.tenant(), tally);
      }
    }
  }

  private void remember(Entry entry) {
    if (count == order.length) {
      order = Arrays.copyOf(order, count * 2);
    }
    order[count++] = entry;
  }

  /// After a series that vanished or a new one, goes on where the order holds again.
  private void resumeBehind(Entry entry) {
    int last = Math.min(lastCount, cursor + 16);
    for (int i = cursor; i < last; i++) {
      if (lastOrder[i].equals(entry)) {
        cursor = i + 1;
        return;
      }
    }
  }
}
