package dev.nines.collector.scrape;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Remembers what each line of a target's last body was: a series that is wanted, or one that is
/// not. A target writes its series in the same order each time, so the next line is nearly always
/// the one that came next last time, and comparing its bytes is all there is to do.
///
/// The texts of all lines stand in one array, in the order in which they were first met. So a body
/// is compared with memory that is read from front to back; with an object for each line, the
/// processor waited for five of them a line, since between two scrapes its cache forgets them all.
///
/// For one thread at a time.
final class SeriesCache {
  /// No line.
  static final int UNKNOWN = -1;

  private static final int FIRST_LINES = 1024;
  private static final int FIRST_BYTES = 64 * FIRST_LINES;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
  private static final int LOOK_AHEAD = 16;

  private final Map<String, TenantTally> tallies = new HashMap<>();
  private final LineTable places = new LineTable();
  private byte[] texts = new byte[FIRST_BYTES];
  private int[] starts = new int[FIRST_LINES + 1];
  private Meaning[] meanings = new Meaning[FIRST_LINES];
  private int lines;
  private int[] lastOrder = new int[0];
  private int lastCount;
  private int[] order = new int[FIRST_LINES];
  private int count;
  private int cursor;

  /// How many bytes name and labels of a line take.
  int length(int line) {
    return starts[line + 1] - starts[line];
  }

  /// What a line is.
  Meaning meaning(int line) {
    return meanings[line];
  }

  /// The line that begins at `from`, if it is the one that is expected next, or [#UNKNOWN].
  int expected(byte[] body, int from, int end) {
    if (cursor >= lastCount) {
      return UNKNOWN;
    }
    int next = lastOrder[cursor];
    int to = from + length(next);
    boolean same =
        to < end && (body[to] == ' ' || body[to] == '\t') && isText(next, body, from, to);
    if (!same) {
      return UNKNOWN;
    }
    cursor++;
    remember(next);
    return next;
  }

  /// The line with this text that did not come in its place, or [#UNKNOWN].
  int find(byte[] body, int from, int to) {
    int hash = hash(body, from, to);
    int line = places.first(hash);
    while (line != UNKNOWN && !isText(line, body, from, to)) {
      line = places.next();
    }
    if (line != UNKNOWN) {
      remember(line);
      resumeBehind(line);
    }
    return line;
  }

  private boolean isText(int line, byte[] body, int from, int to) {
    return Arrays.equals(body, from, to, texts, starts[line], starts[line + 1]);
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /// Keeps a line that was not known.
  void add(byte[] body, int from, int to, Meaning meaning) {
    int begin = starts[lines];
    int length = to - from;
    if (length > MOST_BYTES - begin) {
      return; // what has no room is met anew each time
    }
    if (begin + length > texts.length) {
      long doubled = Math.max(2L * texts.length, (long) begin + length);
      texts = Arrays.copyOf(texts, (int) Math.min(doubled, MOST_BYTES));
    }
    if (lines == meanings.length) {
      meanings = Arrays.copyOf(meanings, 2 * lines);
      starts = Arrays.copyOf(starts, 2 * lines + 1);
    }
    System.arraycopy(body, from, texts, begin, length);
    starts[lines + 1] = begin + length;
    meanings[lines] = meaning;
    places.add(hash(body, from, to), lines);
    remember(lines++);
  }

  /// The tally of a tenant, the same for all its lines.
  TenantTally tallyOf(String tenant) {
    return tallies.computeIfAbsent(tenant, TenantTally::new);
  }

  /// Begins a body. What is long gone is forgotten, also where body after body breaks off.
  void begin() {
    if (lines > 2 * lastCount + FIRST_LINES) {
      forgetAllButLast();
    }
    cursor = 0;
    count = 0;
  }

  /// Ends a body that was read to its end: its order is what is expected next time.
  void end() {
    int[] reusable = lastOrder;
    lastOrder = order;
    lastCount = count;
    order = reusable.length == 0 ? new int[FIRST_LINES] : reusable;
  }

  private void forgetAllButLast() {
    byte[] textsBefore = texts;
    int[] startsBefore = starts;
    Meaning[] meaningsBefore = meanings;
    int[] orderBefore = Arrays.copyOf(lastOrder, lastCount);
    var movedTo = new int[lines];
    Arrays.fill(movedTo, UNKNOWN);
    texts = new byte[FIRST_BYTES];
    starts = new int[FIRST_LINES + 1];
    meanings = new Meaning[FIRST_LINES];
    lines = 0;
    places.clear();
    tallies.clear();
    count = 0;
    for (int i = 0; i < orderBefore.length; i++) {
      int line = orderBefore[i];
      if (movedTo[line] == UNKNOWN) {
        movedTo[line] = lines;
        Meaning meaning = meaningsBefore[line];
        add(textsBefore, startsBefore[line], startsBefore[line + 1], meaning);
        TenantTally tally = meaning.tenant();
        if (tally != null) {
          tallies.put(tally.tenant(), tally);
        }
      }
      lastOrder[i] = movedTo[line];
    }
  }

  private void remember(int line) {
    if (count == order.length) {
      order = Arrays.copyOf(order, count * 2);
    }
    order[count++] = line;
  }

  /// After a series that vanished or a new one, goes on where the order holds again.
  private void resumeBehind(int line) {
    int last = Math.min(lastCount, cursor + LOOK_AHEAD);
    for (int i = cursor; i < last; i++) {
      if (lastOrder[i] == line) {
        cursor = i + 1;
        return;
      }
    }
  }
}
