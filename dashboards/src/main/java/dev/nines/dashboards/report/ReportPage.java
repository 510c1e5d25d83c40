package dev.nines.dashboards.report;

import dev.nines.dashboards.console.Assets;
import dev.nines.dashboards.text.Wording;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A report as a page.
///
/// @param report the report
/// @param hash the SHA-256 of its canonical JSON
/// @param jsonUrl where that is
public record ReportPage(SlaReport report, String hash, String jsonUrl) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

  /// The address of a static file, which changes with its content.
  public String asset(String name) {
    return Assets.url(name);
  }

  /// A local time with its offset.
  public String time(Instant instant) {
    return Wording.instant(instant, report.tenant().zone());
  }

  /// As [#time(Instant)], of the beginning of a minute.
  public String time(long epochMinute) {
    return time(Instant.ofEpochSecond(epochMinute * 60));
  }

  /// A day of the week in short: `Mon 16 Nov`.
  public String day(ReportPeriod day) {
    return DAY.format(day.start().atZone(day.zone()));
  }

  /// The month's name: `November 2026`.
  public String month() {
    return DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH)
        .format(report.month().start().atZone(report.month().zone()));
  }

  /// What is special about the week's length, empty if nothing is.
  public String lengthNote() {
    long hours = report.period().hours();
    return hours == 168
        ? ""
        : "The clocks changed in this week, so it has %d hours instead of 168.".formatted(hours);
  }
}
