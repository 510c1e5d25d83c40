package dev.nines.collector.isolation;

import java.util.Locale;

/// A schema name in a grant: `%` stands for any characters, `_` for one, `\` takes the next one
/// literally.
///
/// @param pattern as the server keeps it
/// @param caseMatters whether `a` is another name than `A`
record NamePattern(String pattern, boolean caseMatters) {

  /// The pattern that matches exactly one name.
  static String literally(String name) {
    return name.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
  }

  boolean matches(String name) {
    return caseMatters
        ? matches(pattern, 0, name, 0)
        : matches(pattern.toLowerCase(Locale.ROOT), 0, name.toLowerCase(Locale.ROOT), 0);
  }

  private static boolean matches(String pattern, int p, String name, int n) {
    int at = p;
    int in = n;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '%') {
        return matchesRest(pattern, at + 1, name, in);
      }
      boolean escaped = c == '\\' && at + 1 < pattern.length();
      char wanted = escaped ? pattern.charAt(at + 1) : c;
      boolean any = !escaped && c == '_';
      if (in >= name.length() || (!any && name.charAt(in) != wanted)) {
        return false;
      }
      at += escaped ? 2 : 1;
      in++;
    }
    return in == name.length();
  }

  private static boolean matchesRest(String pattern, int p, String name, int n) {
    for (int in = n; in <= name.length(); in++) {
      if (matches(pattern, p, name, in)) {
        return true;
      }
    }
    return false;
  }
}
