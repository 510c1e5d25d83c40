package dev.nines.collector.mariadb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of InnoDB's dictionary: `schema/table`, in which characters that a file's name could not
/// have are written `@002d`.
final class DictionaryName {
  private static final Pattern ENCODED = Pattern.compile("@([0-9a-f]{4})");

  private DictionaryName() {}

  /// Schema and table.
  static String[] parts(String name) {
    String[] parts = name.split("/", 2);
    return new String[] {decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1])};
  }

  private static String decoded(String name) {
    Matcher encoded = ENCODED.matcher(name);
    return encoded.replaceAll(
        found ->
            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }
}
