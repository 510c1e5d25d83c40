package dev.nines.collector.openmetrics;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Numbers as the ABNF of OpenMetrics spells them: decimal, `inf`, `infinity` and `nan` in any
/// case.
public final class Numbers {
  private static final Pattern REAL =
      Pattern.compile("[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+");
  private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?(?:inf|infinity)");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");

  private Numbers() {}

  /// A value; empty if the text is none, or does not fit into 64 bits of floating point.
  public static OptionalDouble value(String text) {
    if (INFINITE.matcher(text).matches()) {
      return OptionalDouble.of(
          text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    return text.toLowerCase(Locale.ROOT).equals("nan") ? OptionalDouble.of(Double.NaN) : real(text);
  }

  /// A finite number.
  static OptionalDouble real(String text) {
    if (!REAL.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// Whether it is a whole number as the Prometheus format wants for milliseconds.
  static boolean isInteger(String text) {
    return INTEGER.matcher(text).matches();
  }
}
