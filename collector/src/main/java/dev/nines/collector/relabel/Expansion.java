package dev.nines.collector.relabel;

import com.google.re2j.Matcher;

/// Templates in which `$1`, `${1}` and `${name}` stand for groups of a match, by the rules of Go's
/// regular expressions: a name is as long as possible, a group that does not exist is empty.
final class Expansion {

  private Expansion() {}

  static String expand(String template, Matcher match) {
    var result = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      if (c != '$') {
        result.append(c);
        at++;
      } else if (template.startsWith("$$", at)) {
        result.append('$');
        at += 2;
      } else {
        at = reference(template, at, match, result);
      }
    }
    return result.toString();
  }

  /// @return the place behind the reference that begins at `at`
  private static int reference(String template, int at, Matcher match, StringBuilder into) {
    boolean braced = template.startsWith("${", at);
    int from = at + (braced ? 2 : 1);
    int to = from;
    while (to < template.length() && isWord(template.charAt(to))) {
      to++;
    }
    boolean closed = !braced || template.startsWith("}", to);
    if (to == from || !closed) {
      into.append('$');
      return at + 1;
    }
    into.append(group(template.substring(from, to), match));
    return braced ? to + 1 : to;
  }

  private static String group(String name, Matcher match) {
    String value = null;
    if (name.chars().allMatch(Character::isDigit)) {
      int number = name.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(name);
      value = number <= match.groupCount() ? match.group(number) : null;
    } else if (match.pattern().namedGroups().containsKey(name)) {
      value = match.group(name);
    }
    return value == null ? "" : value;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
