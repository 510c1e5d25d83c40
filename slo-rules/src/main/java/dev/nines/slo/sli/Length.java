package dev.nines.slo.sli;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/// A length of time as it is written in a query: a duration, seconds, or the window.
record Length(Token token) {
  private static final Pattern DURATION =
      Pattern.compile("([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?");
  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[ywdhms])");
  private static final Pattern NONE = Pattern.compile("[^1-9]*");

  static boolean isWellFormed(Token token) {
    return switch (token.type()) {
      case WINDOW, NUMBER -> true;
      case DURATION ->
          DURATION.matcher(token.text()).matches() && total(token.text()).bitLength() < Long.SIZE;
      case IDENTIFIER, STRING, SYMBOL, END -> false;
    };
  }

  /// The same text for every way of writing it: `60s` and `60` are `1m`.
  String normal() {
    return switch (token.type()) {
      case WINDOW -> "window";
      case NUMBER -> written(Math.round(token.number() * 1000));
      default -> written(total(token.text()).longValueExact());
    };
  }

  /// In milliseconds.
  private static BigInteger total(String duration) {
    var part = PART.matcher(duration);
    var sum = BigInteger.ZERO;
    while (part.find()) {
      var unit = BigInteger.valueOf(Unit.valueOf(part.group(2).toUpperCase(Locale.ROOT)).millis);
      sum = sum.add(new BigInteger(part.group(1)).multiply(unit));
    }
    return sum;
  }

  private static String written(long millis) {
    var text = new StringBuilder();
    long rest = millis;
    for (Unit unit : Unit.values()) {
      if (rest >= unit.millis) {
        text.append(rest / unit.millis).append(unit.name().toLowerCase(Locale.ROOT));
        rest %= unit.millis;
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  /// From the longest on.
  private enum Unit {
    Y(365 * 86_400_000L),
    W(7 * 86_400_000L),
    D(86_400_000L),
    H(3_600_000L),
    M(60_000L),
    S(1000L),
    MS(1L);

    private final long millis;

    Unit(long millis) {
      this.millis = millis;
    }
  }

  /// Refuses a length of nothing, which only an offset may have.
  void refuseNone() {
    if (token.type() != Token.Type.WINDOW && NONE.matcher(token.text()).matches()) {
      throw QueryException.syntax(
          token.offset(), token.shown() + " is no time at all", "Write it like 5m");
    }
  }
}
