package dev.nines.alerts.lifecycle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Figures as people read them in an alert, in English.
final class Words {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /// For example `2026-11-20 12:00 UTC`.
  static String instant(Instant instant) {
    return INSTANT.format(instant);
  }

  /// The two largest units, for example `1 d 3 h`, `43 min 12 s`, `30 d`.
  static String duration(Duration duration) {
    var parts =
        new long[] {
          duration.toDays(),
          duration.toHoursPart(),
          duration.toMinutesPart(),
          duration.toSecondsPart()
        };
    var units = new String[] {"d", "h", "min", "s"};
    int first = 0;
    while (first < 3 && parts[first] == 0) {
      first++;
    }
    var text = parts[first] + " " + units[first];
    boolean hasSecond = first < 3 && parts[first + 1] != 0;
    return hasSecond ? text + " " + parts[first + 1] + " " + units[first + 1] : text;
  }

  /// Three significant digits, for example `16.7 %` or `0.0123 %`.
  static String percent(double ratio) {
    return number(ratio * 100) + " %";
  }

  /// All digits, for example `99.95 %`.
  static String exactPercent(BigDecimal ratio) {
    return ratio.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  /// Three significant digits, all of those before the point, for example `0.0123`, `14.4` or
  /// `1,234`.
  static String number(double value) {
    var digits = new MathContext(3, RoundingMode.HALF_UP);
    var rounded =
        Math.abs(value) >= 100
            ? BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP)
            : BigDecimal.valueOf(value).round(digits).stripTrailingZeros();
    int places = Math.max(0, rounded.scale());
    return String.format(Locale.ROOT, "%,." + places + "f", rounded);
  }

  /// A yearly contract value, for example `€120,000 a year`.
  static String eurosAYear(BigDecimal euros) {
    return String.format(Locale.ROOT, "€%,.0f a year", euros);
  }
}
