package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// OpenSLO's duration-shorthand: a positive whole number and one letter.
///
/// @param count the number
/// @param unit the letter: m, h, d, w, M, Q or Y
record Shorthand(int count, char unit) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})([mhdwMQY])");
  private static final String REMEDY =
      "Write a number and one of m (minutes), h, d, w, M (months), Q, Y, for example 30d";

  /// Reads a duration, and reports one that is none.
  static Optional<Shorthand> of(Field field) {
    if (field.isNumber()) {
      field.error("must be a duration, but is " + field.node().described(), REMEDY);
      return Optional.empty();
    }
    return field.text().flatMap(text -> parse(field, text));
  }

  private static Optional<Shorthand> parse(Field field, String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      field.error("must be a duration, but is '" + text + "'", REMEDY);
      return Optional.empty();
    }
    return Optional.of(new Shorthand(Integer.parseInt(form.group(1)), form.group(2).charAt(0)));
  }

  /// Whether its length depends on the calendar.
  boolean isCalendrical() {
    return unit == 'M' || unit == 'Q' || unit == 'Y';
  }

  /// Its length; a month counts as 30 days, a quarter as 90, a year as 365.
  Duration length() {
    return switch (unit) {
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      case 'w' -> Duration.ofDays(7L * count);
      case 'M' -> Duration.ofDays(30L * count);
      case 'Q' -> Duration.ofDays(90L * count);
      default -> Duration.ofDays(365L * count);
    };
  }

  /// Its length on the calendar; absent for minutes and hours.
  Optional<Period> period() {
    return switch (unit) {
      case 'd' -> Optional.of(Period.ofDays(count));
      case 'w' -> Optional.of(Period.ofWeeks(count));
      case 'M' -> Optional.of(Period.ofMonths(count));
      case 'Q' -> Optional.of(Period.ofMonths(3 * count));
      case 'Y' -> Optional.of(Period.ofYears(count));
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return count + String.valueOf(unit);
  }
}
