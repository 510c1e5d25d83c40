package dev.nines.dashboards.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Numbers and times in the words that a page shows.
///
/// Shares are cut, not rounded: a promise of 99.9 % that was missed by a hair must not read as
/// kept.
public final class Wording {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

  private static final char MINUS = '\u2212';

  private Wording() {}

  /// A share as a percentage, cut to so many decimals: 0.998996 with 2 becomes `99.89 %`.
  ///
  /// @param ratio finite
  /// @param decimals at least 0
  public static String percent(double ratio, int decimals) {
    return percent(BigDecimal.valueOf(ratio), decimals);
  }

  /// As [#percent(double, int)], exact.
  public static String percent(BigDecimal ratio, int decimals) {
    BigDecimal percent = ratio.movePointRight(2).setScale(decimals, RoundingMode.FLOOR);
    return percent.toPlainString().replace('-', MINUS) + " %";
  }

  /// The share `part` of `whole` as a percentage, cut after exact division.
  ///
  /// @param part at least 0
  /// @param whole above 0
  public static String percent(long part, long whole, int decimals) {
    BigDecimal scaled =
        BigDecimal.valueOf(part)
            .movePointRight(2)
            .divide(BigDecimal.valueOf(whole), decimals, RoundingMode.FLOOR);
    return scaled.toPlainString() + " %";
  }

  /// A promised share with no more decimals than it has: 0.999 becomes `99.9 %`.
  public static String target(BigDecimal target) {
    BigDecimal percent = target.movePointRight(2).stripTrailingZeros();
    return percent.setScale(Math.max(0, percent.scale()), RoundingMode.UNNECESSARY).toPlainString()
        + " %";
  }

  /// A count with thousands set apart: `1,234,567`.
  public static String count(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }

  /// A count with its noun: `1 minute`, `2 minutes`.
  public static String count(long count, String singular, String plural) {
    return count(count) + " " + (count == 1 ? singular : plural);
  }

  /// Whole euros: `€48,000`.
  public static String euros(BigDecimal euros) {
    return String.format(
        Locale.ENGLISH, "€%,d", euros.setScale(0, RoundingMode.HALF_UP).toBigInteger());
  }

  /// How many times faster than allowed: `14.4×`; large rates without decimals.
  public static String burn(double rate) {
    return String.format(Locale.ENGLISH, rate >= 100 ? "%,.0f×" : "%.1f×", rate);
  }

  /// A burn rate of which only bounds are known: `0.0–1,000×`; one number when they are close.
  public static String burn(double low, double high) {
    boolean close = high - low <= Math.max(0.1, low / 10);
    return close ? burn(low) : burn(low).replace("×", "") + "–" + burn(high);
  }

  /// A factor from the tier table with no more decimals than needed: `14.4×`, `6×`.
  public static String factor(double factor) {
    return BigDecimal.valueOf(factor)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + "×";
  }

  /// A duration of queries or requests: `38 ms`, `1.24 s`.
  public static String latency(double seconds) {
    if (seconds < 0.01) {
      return String.format(Locale.ENGLISH, "%.1f ms", seconds * 1000);
    }
    return seconds < 1
        ? String.format(Locale.ENGLISH, "%.0f ms", seconds * 1000)
        : String.format(Locale.ENGLISH, "%.2f s", seconds);
  }

  /// Minutes with at most two decimals, cut down: `10.08 min`.
  public static String minutes(BigDecimal minutes) {
    BigDecimal cut = minutes.setScale(2, RoundingMode.FLOOR).stripTrailingZeros();
    return cut.setScale(Math.max(0, cut.scale()), RoundingMode.UNNECESSARY).toPlainString()
        + " min";
  }

  /// A length of time in its two largest units: `45 s`, `12 min`, `2 h 5 min`, `28 d`.
  public static String duration(Duration duration) {
    Duration length = duration.isNegative() ? Duration.ZERO : duration;
    List<String> parts = new ArrayList<>();
    add(parts, length.toDays(), "d");
    add(parts, length.toHoursPart(), "h");
    add(parts, length.toMinutesPart(), "min");
    if (parts.isEmpty() || length.compareTo(Duration.ofMinutes(2)) < 0) {
      add(parts, length.toSecondsPart(), "s");
    }
    if (parts.isEmpty()) {
      return "0 s";
    }
    return String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(List<String> parts, long amount, String unit) {
    if (amount != 0) {
      parts.add(amount + " " + unit);
    }
  }

  /// How long ago something was: `3 min ago`, `just now`.
  public static String ago(Instant then, Instant now) {
    Duration since = Duration.between(then, now);
    return since.compareTo(Duration.ofSeconds(5)) < 0 ? "just now" : duration(since) + " ago";
  }

  /// A date and time with its zone: `21 Nov 2026, 04:03 UTC`.
  public static String instant(Instant instant, ZoneId zone) {
    return MINUTE.format(instant.atZone(zone)) + " " + offset(instant, zone);
  }

  /// A time of day in UTC with seconds: `04:03:59 UTC`.
  public static String secondUtc(Instant instant) {
    return SECOND.format(instant.atOffset(ZoneOffset.UTC)) + " UTC";
  }

  /// A time of day: `04:03`.
  public static String clock(Instant instant, ZoneId zone) {
    return CLOCK.format(instant.atZone(zone));
  }

  /// A day in full: `Monday 16 November 2026`.
  public static String day(Instant instant, ZoneId zone) {
    return DAY.format(instant.atZone(zone));
  }

  /// The offset from UTC at an instant: `UTC`, `UTC+01:00`.
  public static String offset(Instant instant, ZoneId zone) {
    ZoneOffset offset = zone.getRules().getOffset(instant);
    return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset.getId();
  }
}
