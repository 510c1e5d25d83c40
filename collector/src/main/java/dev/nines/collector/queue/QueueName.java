package dev.nines.collector.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A queue of BullMQ: its keys are `<prefix>:<queue>:<suffix>`. Both parts may hold colons, so a
/// key is taken apart by the known prefix and suffix, never by counting colons.
///
/// @param prefix as the application set it
/// @param queue the queue's name
/// @param tenant whose it is, if prefix or name says so
record QueueName(String prefix, String queue, Optional<String> tenant) {
  private static final String META = ":meta";

  /// What the key of a queue of any prefix is like.
  static final String ANY_META = "*" + META;

  private static final String PLACEHOLDER = "{tenant}";

  String key(String suffix) {
    return prefix + ":" + queue + ":" + suffix;
  }

  /// Patterns for SCAN that find the queues of these prefixes.
  static List<String> scanPatterns(List<String> prefixes) {
    return prefixes.stream()
        .map(prefix -> glob(prefix).replace(glob(PLACEHOLDER), "*") + ":*" + META)
        .distinct()
        .toList();
  }

  /// Patterns of all keys of these prefixes, as an access list has them.
  static List<String> keyPatterns(List<String> prefixes) {
    return prefixes.stream()
        .map(prefix -> glob(prefix).replace(glob(PLACEHOLDER), "*") + ":*")
        .distinct()
        .toList();
  }

  private static String glob(String literal) {
    return literal.replaceAll("([\\\\*?\\[\\]^])", "\\\\$1");
  }

  /// Takes the keys apart that SCAN found. Of two prefixes that fit, `bull` and `bull:{tenant}`,
  /// the longer one says more.
  ///
  /// @param prefixes may hold `{tenant}`
  /// @param tenantPattern how a queue's name says whose it is
  static List<QueueName> parse(
      Iterable<String> metaKeys, List<String> prefixes, Optional<Pattern> tenantPattern) {
    List<Pattern> patterns =
        prefixes.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(QueueName::pattern)
            .toList();
    var names = new ArrayList<QueueName>();
    for (String key : metaKeys) {
      patterns.stream()
          .map(pattern -> pattern.matcher(key))
          .filter(Matcher::matches)
          .findFirst()
          .ifPresent(match -> names.add(named(match, tenantPattern)));
    }
    return names;
  }

  private static Pattern pattern(String prefix) {
    int at = prefix.indexOf(PLACEHOLDER);
    String body =
        at < 0
            ? Pattern.quote(prefix)
            : Pattern.quote(prefix.substring(0, at))
                + "(?<tenant>[^:]+)"
                + Pattern.quote(prefix.substring(at + PLACEHOLDER.length()));
    return Pattern.compile("(?<prefix>" + body + "):(?<queue>.+)" + META, Pattern.DOTALL);
  }

  private static QueueName named(Matcher match, Optional<Pattern> tenantPattern) {
    String queue = match.group("queue");
    Optional<String> byPrefix =
        match.namedGroups().containsKey("tenant")
            ? Optional.ofNullable(match.group("tenant"))
            : Optional.empty();
    Optional<String> tenant =
        byPrefix.or(
            () ->
                tenantPattern
                    .map(pattern -> pattern.matcher(queue))
                    .filter(Matcher::find)
                    .map(found -> found.group("tenant")));
    return new QueueName(match.group("prefix"), queue, tenant);
  }
}
