package dev.nines.slo.exclusion;

import dev.nines.slo.yaml.Diagnostic;
import dev.nines.slo.yaml.EntryReader;
import dev.nines.slo.yaml.EntryReader.Unsigned;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Reads exclusions from a YAML file (documented in the module's README). Everything wrong is
/// reported at once, with its place.
public final class ExclusionReader {
  private static final EntryReader<Exclusion> ENTRIES =
      new EntryReader<>("exclusions", ExclusionReader::exclusion);

  private static final LocalDateTime ANY_START = LocalDateTime.parse("2000-01-01T00:00:00");

  private ExclusionReader() {}

  /// What a file says.
  ///
  /// @param exclusions those that are valid
  /// @param diagnostics everything to say about the file, by place
  public record Outcome(Exclusions exclusions, List<Diagnostic> diagnostics) {
    private static Outcome of(EntryReader.Outcome<Exclusion> read) {
      return new Outcome(new Exclusions(read.entries()), read.diagnostics());
    }
  }

  /// Reads a file.
  public static Outcome read(Path file) {
    return Outcome.of(ENTRIES.read(file));
  }

  /// Reads the text of a file of that name.
  public static Outcome read(String name, String text) {
    return Outcome.of(ENTRIES.read(name, text));
  }

  /// Reads a request that is one exclusion.
  public static Outcome request(String text, EntryReader.Stamp stamp) {
    return Outcome.of(ENTRIES.request(text, stamp));
  }

  private static Optional<Unsigned<Exclusion>> exclusion(Fields fields) {
    Optional<String> kind = fields.required("class").flatMap(Field::nonEmptyText);
    List<String> tenants = texts(fields, "tenants");
    List<String> slos = texts(fields, "slos");
    Optional<Schedule> schedule = fields.has("rrule") ? recurring(fields) : once(fields);
    if (kind.isEmpty() || schedule.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        by ->
            Optional.of(
                new Exclusion(
                    by.id(),
                    kind.get(),
                    by.reason(),
                    by.author(),
                    by.entered(),
                    Optional.empty(),
                    tenants,
                    slos,
                    schedule.get())));
  }

  private static List<String> texts(Fields fields, String name) {
    return fields.optional(name).map(Field::items).orElse(List.of()).stream()
        .flatMap(item -> item.nonEmptyText().stream())
        .toList();
  }

  private static Optional<Schedule> once(Fields fields) {
    Optional<Field> end = fields.required("to");
    Optional<Instant> from = fields.required("from").flatMap(Field::instant);
    Optional<Instant> to = end.flatMap(Field::instant);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(to.get())) {
      end.orElseThrow().error("is not after from", "Write the end of the exclusion");
      return Optional.empty();
    }
    return Optional.of(new Schedule.Once(from.get(), to.get()));
  }

  private static Optional<Schedule> recurring(Fields fields) {
    Optional<LocalDateTime> start =
        fields
            .required("start")
            .flatMap(
                field ->
                    parsed(
                        field,
                        LocalDateTime::parse,
                        "a local date and time",
                        "Write it like 2026-01-04T02:00:00, without a zone"));
    Optional<ZoneId> zone =
        fields
            .required("timeZone")
            .flatMap(
                field ->
                    parsed(
                        field,
                        ZoneId::of,
                        "a time zone",
                        "Write a name of the IANA database, for example Europe/Amsterdam"));
    Optional<Duration> duration =
        fields
            .required("duration")
            .flatMap(
                field ->
                    parsed(
                        field,
                        text -> positive(Duration.parse("PT" + text.toUpperCase(Locale.ROOT))),
                        "a duration",
                        "Write hours, minutes or both, for example 2h or 1h30m"));
    List<LocalDate> except =
        fields.optional("except").map(Field::items).orElse(List.of()).stream()
            .flatMap(
                day -> parsed(day, LocalDate::parse, "a day", "Write it like 2026-12-27").stream())
            .toList();
    // A rule is checked also where the start or the zone is wrong.
    LocalDateTime from = start.orElse(ANY_START);
    ZoneId clock = zone.orElse(ZoneOffset.UTC);
    Optional<String> rule =
        fields
            .required("rrule")
            .flatMap(
                field ->
                    parsed(
                        field,
                        text -> {
                          Recurrence.check(text, from, clock);
                          return text;
                        },
                        "a recurrence rule of RFC 5545 that occurs",
                        "Write it like FREQ=WEEKLY;BYDAY=SU, and UNTIL in UTC, like"
                            + " 20261231T235959Z"));
    if (start.isEmpty() || zone.isEmpty() || duration.isEmpty() || rule.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Schedule.Recurring(from, clock, duration.get(), rule.get(), except));
  }

  private static Duration positive(Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException("not longer than nothing");
    }
    return duration;
  }

  private static <T> Optional<T> parsed(
      Field field, Function<String, T> parser, String expected, String remedy) {
    Optional<String> text = field.anyText();
    try {
      return text.map(parser);
    } catch (DateTimeException | IllegalArgumentException _) {
      field.error("must be %s, but is '%s'".formatted(expected, text.orElse("")), remedy);
    }
    return Optional.empty();
  }
}
