package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `timeWindow`: one item, rolling or aligned to a calendar.
final class WindowReader {
  /// Names of the IANA database that Java leaves out, and what they are links to since 2024.
  private static final Map<String, String> OLD_ZONES =
      Map.of("EST", "America/Panama", "MST", "America/Phoenix", "HST", "Pacific/Honolulu");

  /// What holds for an SLO without `timeWindow`.
  static final BudgetWindow DEFAULT = new BudgetWindow.Rolling(Duration.ofDays(30));

  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private WindowReader() {}

  /// The window; absent if it is invalid (reported) or on a calendar too fine for one (warned of).
  static Optional<BudgetWindow> read(Fields spec, Dialect dialect) {
    Optional<Field> field = spec.optional("timeWindow");
    if (field.isEmpty()) {
      spec.warning("has no timeWindow, 30 rolling days are taken", "Add a timeWindow");
      return Optional.of(DEFAULT);
    }
    List<Field> items = field.get().items();
    if (field.get().isList() && items.size() != 1) {
      field
          .get()
          .error("must have exactly one item, but has " + items.size(), "Write one SLO per window");
    }
    return items.stream().findFirst().flatMap(Field::fields).flatMap(item -> window(item, dialect));
  }

  private static Optional<BudgetWindow> window(Fields item, Dialect dialect) {
    Optional<Field> duration = item.required("duration");
    Optional<Shorthand> length = duration.flatMap(Shorthand::of);
    if (dialect == Dialect.V2ALPHA && length.filter(Shorthand::isCalendrical).isPresent()) {
      duration
          .get()
          .error(
              "has a unit that v2alpha does not have: " + length.get().unit(),
              "Write it in m, h, d or w");
    }
    Optional<Boolean> rolling = item.optional("isRolling").flatMap(Field::flag);
    Optional<Field> calendar = item.optional("calendar");
    Optional<Calendar> start = calendar.flatMap(Field::fields).flatMap(WindowReader::calendar);
    item.finish();
    if (rolling.equals(Optional.of(true)) && calendar.isPresent()) {
      calendar.get().error("cannot stand beside isRolling: true", "Keep one of the two");
    }
    if (rolling.equals(Optional.of(false)) && calendar.isEmpty()) {
      item.error("is neither rolling nor on a calendar", "Add calendar, or isRolling: true");
    }
    if (calendar.isEmpty()) {
      if (rolling.isEmpty()) {
        item.warning("does not say isRolling, taken as rolling", "Add isRolling: true");
      }
      return length.map(shorthand -> rolling(duration.orElseThrow(), shorthand));
    }
    return length.flatMap(
        shorthand -> start.flatMap(c -> c.every(duration.orElseThrow(), shorthand)));
  }

  private static BudgetWindow rolling(Field duration, Shorthand length) {
    if (length.isCalendrical()) {
      duration.warning(
          "is counted as %d days in a rolling window".formatted(length.length().toDays()),
          "Write the days, or use a calendar window");
    }
    return new BudgetWindow.Rolling(length.length());
  }

  /// The calendar window of a length that another format has.
  static Optional<BudgetWindow> calendar(Field calendar, Shorthand length) {
    return calendar
        .fields()
        .flatMap(WindowReader::calendar)
        .flatMap(c -> c.every(calendar, length));
  }

  private static Optional<Calendar> calendar(Fields fields) {
    Optional<LocalDateTime> start = fields.required("startTime").flatMap(WindowReader::startTime);
    Optional<ZoneId> zone = fields.required("timeZone").flatMap(WindowReader::zone);
    fields.finish();
    return start.flatMap(s -> zone.map(z -> new Calendar(s, z)));
  }

  private static Optional<LocalDateTime> startTime(Field field) {
    Optional<String> text = field.text();
    try {
      return text.map(t -> LocalDateTime.parse(t, START));
    } catch (DateTimeParseException _) {
      field.error(
          "must be a local date and time, but is " + field.node().described(),
          "Write it like 2026-01-01 00:00:00, without a zone");
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> zone(Field field) {
    Optional<String> text = field.text().map(name -> OLD_ZONES.getOrDefault(name, name));
    if (text.isPresent() && !ZoneId.getAvailableZoneIds().contains(text.get())) {
      field.error(
          "is not a time zone: " + field.node().described(),
          "Write a name of the IANA database, for example Europe/Amsterdam");
      return Optional.empty();
    }
    return text.map(ZoneId::of);
  }

  private record Calendar(LocalDateTime start, ZoneId zone) {
    Optional<BudgetWindow> every(Field duration, Shorthand length) {
      if (length.period().isEmpty()) {
        duration.warning(
            "is a calendar window of %s, which is not evaluated".formatted(length),
            length.unit() == 'm'
                ? "m means minutes; write %dM for months".formatted(length.count())
                : "Use at least a day");
      }
      return length.period().map(period -> new BudgetWindow.Calendar(start, period, zone));
    }
  }
}
