package dev.nines.collector.relabel;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One rule, with the fields of Prometheus' `relabel_config`. Immutable.
///
/// @param action what it does
/// @param sourceLabels whose values, joined by the separator, are the value that is looked at
/// @param separator between them
/// @param regex must match the whole value, or for the label actions the whole name
/// @param modulus of `hashmod`, at least 1
/// @param targetLabel where the result goes; `replace` expands references to groups in it
/// @param replacement the template of the result
public record RelabelRule(
    RelabelAction action,
    List<String> sourceLabels,
    String separator,
    Pattern regex,
    long modulus,
    String targetLabel,
    String replacement) {
  /// The separator where none is given.
  public static final String DEFAULT_SEPARATOR = ";";

  /// The expression where none is given.
  public static final String DEFAULT_REGEX = "(.*)";

  /// The replacement where none is given.
  public static final String DEFAULT_REPLACEMENT = "$1";

  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final int HASH_BYTES_USED = 8;

  public RelabelRule {
    sourceLabels = List.copyOf(sourceLabels);
  }

  /// Compiles an expression in the syntax that Prometheus takes (RE2), as far as Java's is the
  /// same.
  ///
  /// @throws java.util.regex.PatternSyntaxException if it is none
  public static Pattern compile(String expression) {
    return Pattern.compile(expression.replace("(?P<", "(?<"));
  }

  /// Changes the labels.
  ///
  /// @return whether what carries them stays
  boolean apply(TreeMap<String, String> labels) {
    String value =
        sourceLabels.stream()
            .map(name -> labels.getOrDefault(name, ""))
            .collect(Collectors.joining(separator));
    switch (action) {
      case KEEP -> {
        return regex.matcher(value).matches();
      }
      case DROP -> {
        return !regex.matcher(value).matches();
      }
      case KEEPEQUAL -> {
        return labels.getOrDefault(targetLabel, "").equals(value);
      }
      case DROPEQUAL -> {
        return !labels.getOrDefault(targetLabel, "").equals(value);
      }
      case REPLACE -> replace(labels, value);
      case HASHMOD -> set(labels, targetLabel, hash(value));
      case LOWERCASE -> set(labels, targetLabel, value.toLowerCase(Locale.ROOT));
      case UPPERCASE -> set(labels, targetLabel, value.toUpperCase(Locale.ROOT));
      case LABELMAP -> map(labels);
      case LABELDROP -> labels.keySet().removeIf(name -> regex.matcher(name).matches());
      case LABELKEEP -> labels.keySet().removeIf(name -> !regex.matcher(name).matches());
    }
    return true;
  }

  private void replace(TreeMap<String, String> labels, String value) {
    Matcher match = regex.matcher(value);
    if (!match.matches()) {
      return;
    }
    String target = Expansion.expand(targetLabel, match);
    if (LABEL_NAME.matcher(target).matches()) {
      set(labels, target, Expansion.expand(replacement, match));
    }
  }

  private void map(TreeMap<String, String> labels) {
    for (Map.Entry<String, String> label : List.copyOf(labels.entrySet())) {
      Matcher match = regex.matcher(label.getKey());
      if (match.matches()) {
        set(labels, Expansion.expand(replacement, match), label.getValue());
      }
    }
  }

  /// A label with an empty value is no label.
  private static void set(TreeMap<String, String> labels, String name, String value) {
    if (value.isEmpty()) {
      labels.remove(name);
    } else {
      labels.put(name, value);
    }
  }

  /// The last eight bytes of the MD5 sum, as Prometheus takes them: the shards must agree.
  private String hash(String value) {
    try {
      byte[] sum = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
      byte[] used = Arrays.copyOfRange(sum, sum.length - HASH_BYTES_USED, sum.length);
      return new BigInteger(1, used).mod(BigInteger.valueOf(modulus)).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
