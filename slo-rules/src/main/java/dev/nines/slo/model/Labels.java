package dev.nines.slo.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The labels of one series, sorted by name, in one array. There may be a million of these, and a
/// tree takes four times the memory for the few labels that a series has. Immutable.
final class Labels extends AbstractMap<String, String> implements SortedMap<String, String> {
  /// Names and values in turn.
  private final String[] words;

  Labels(SortedMap<String, String> labels) {
    this.words = new String[2 * labels.size()];
    int at = 0;
    for (Entry<String, String> label : labels.entrySet()) {
      words[at++] = label.getKey();
      words[at++] = label.getValue();
    }
  }

  @Override
  public int size() {
    return words.length / 2;
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    for (int i = 0; i < words.length; i += 2) {
      if (words[i].equals(name)) {
        return words[i + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return words.length / 2;
      }

      @Override
      public Iterator<Entry<String, String>> iterator() {
        return entries();
      }
    };
  }

  private Iterator<Entry<String, String>> entries() {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < words.length;
      }

      @Override
      public Entry<String, String> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        at += 2;
        return Map.entry(words[at - 2], words[at - 1]);
      }
    };
  }

  @Override
  public @Nullable Comparator<? super String> comparator() {
    return null;
  }

  @Override
  public String firstKey() {
    return sorted().firstKey();
  }

  @Override
  public String lastKey() {
    return sorted().lastKey();
  }

  @Override
  public SortedMap<String, String> subMap(String from, String to) {
    return sorted().subMap(from, to);
  }

  @Override
  public SortedMap<String, String> headMap(String to) {
    return sorted().headMap(to);
  }

  @Override
  public SortedMap<String, String> tailMap(String from) {
    return sorted().tailMap(from);
  }

  private SortedMap<String, String> sorted() {
    return Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) this));
  }
}
