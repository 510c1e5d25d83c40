package dev.nines.collector.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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

  private static final String BEGINNING = "[\\pL_]";
  private static final String FURTHER = "[\\pL\\pM\\pN_./-]";
  private static final String REFERENCE = "\\$(?:\\{\\w+\\}|\\w+)";
  private static final Pattern LABEL_NAME = Pattern.compile(BEGINNING + FURTHER + "*");
  private static final Pattern NAME_TEMPLATE =
      Pattern.compile("(?:%s|%s)(?:%s|%s)*".formatted(BEGINNING, REFERENCE, FURTHER, REFERENCE));
  private static final int HASH_BYTES_USED = 8;

  public RelabelRule {
    sourceLabels = List.copyOf(sourceLabels);
  }

  /// Compiles an expression in the syntax that Prometheus takes (RE2), in which a dot stands for a
  /// line's end too.
  ///
  /// @throws com.google.re2j.PatternSyntaxException if it is none
  public static Pattern compile(String expression) {
    return Pattern.compile(expression, Pattern.DOTALL);
  }

  /// Whether a label can be called so: letters of any script, digits, `_`, `.`, `-` and `/`, a
  /// letter or `_` first. Prometheus 3 takes any characters; those left out are what a mistyped
  /// reference is made of.
  public static boolean isLabelName(String name) {
    return LABEL_NAME.matcher(name).matches();
  }

  /// Whether it is a label's name in which references like `$1` may stand.
  public static boolean isNameTemplate(String template) {
    return NAME_TEMPLATE.matcher(template).matches();
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
    if (isLabelName(target)) {
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
