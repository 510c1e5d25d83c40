package dev.nines.collector.mariadb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of InnoDB's dictionary, in which characters that a file's name could not have are written
/// `@002d`. For a MySQL only: a MariaDB decodes them itself, the letters too that have a shorter
/// code.
final class DictionaryName {
  private static final Pattern ENCODED = Pattern.compile("@([0-9a-f]{4})");

  private DictionaryName() {}

  static String decoded(String name) {
    Matcher encoded = ENCODED.matcher(name);
    return encoded.replaceAll(
        found ->
            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }
}
