package dev.nines.slo.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The labels of one series in one array, which goes through them sorted by name. There may be a
/// million of these, and a tree takes four times the memory for the few labels that a series has.
/// Immutable.
final class Labels extends AbstractMap<String, String> {
  /// Names and values in turn.
  private final String[] words;

  Labels(SortedMap<String, String> labels) {
    this.words = new String[2 * labels.size()];
    int at = 0;
    for (Entry<String, String> label : labels.entrySet()) {
      words[at++] = label.getKey().intern();
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
}
