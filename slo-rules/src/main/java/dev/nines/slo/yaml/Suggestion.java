package dev.nines.slo.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// "Did you mean": the known word that somebody most likely wanted to write.
public final class Suggestion {
  private static final int SUGGESTED_AT_MOST = 12;

  private Suggestion() {}

  /// The known word nearest to what was written, if it is near at all: at most a third of its
  /// letters wrong.
  public static Optional<String> nearest(String written, Collection<String> known) {
    String lower = written.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(word -> distance(lower, word.toLowerCase(Locale.ROOT)) <= allowed(word))
        .min(
            Comparator.<String>comparingInt(word -> distance(lower, word.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// A remedy for an unknown word: the nearest known one, or all of them.
  public static String remedy(String written, Collection<String> known) {
    return nearest(written, known)
        .map(word -> "Did you mean '" + word + "'?")
        .map(question -> question + " Write it so, or remove it")
        .orElseGet(() -> "Use one of " + list(known) + ", or remove it");
  }

  private static String list(Collection<String> known) {
    String shown = String.join(", ", known.stream().sorted().limit(SUGGESTED_AT_MOST).toList());
    return known.size() > SUGGESTED_AT_MOST ? shown + ", …" : shown;
  }

  private static int allowed(String word) {
    return Math.max(1, word.length() / 3);
  }

  /// How many letters must be changed, added, removed or swapped with their neighbour.
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
            Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
