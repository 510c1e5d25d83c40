package dev.nines.slo.exclusion;

import dev.nines.slo.yaml.Diagnostic;
import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.YamlNode;
import dev.nines.slo.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads exclusions from a YAML file (documented in the module's README). Everything wrong is
/// reported at once, with its place.
public final class ExclusionReader {
  private final Optional<Stamp> stamp;
  private final Set<String> ids = new HashSet<>();

  private ExclusionReader(Optional<Stamp> stamp) {
    this.stamp = stamp;
  }

  /// What a request need not say.
  ///
  /// @param id of the exclusion, if it names none
  /// @param at when it was sent
  public record Stamp(String id, Instant at) {}

  /// What a file says.
  ///
  /// @param exclusions those that are valid
  /// @param diagnostics everything to say about the file, by place
  public record Outcome(Exclusions exclusions, List<Diagnostic> diagnostics) {}

  /// Reads a file.
  public static Outcome read(Path file) {
    try {
      return read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      var out = new Diagnostics();
      out.error(
          new Position(file.toString(), 1, 1),
          "",
          "the file cannot be read: " + e.getMessage(),
          "Name an existing UTF-8 file that the gateway's user may read");
      return new Outcome(Exclusions.NONE, out.sorted());
    }
  }

  /// Reads the text of a file of that name.
  public static Outcome read(String name, String text) {
    var out = new Diagnostics();
    var reader = new ExclusionReader(Optional.empty());
    var found = new ArrayList<Exclusion>();
    for (YamlNode document : YamlReader.read(name, text, out)) {
      Fields.of(document, out).ifPresent(fields -> found.addAll(reader.document(fields)));
    }
    return new Outcome(new Exclusions(found), out.sorted());
  }

  /// Reads a request that is one exclusion.
  public static Outcome request(String text, Stamp stamp) {
    var out = new Diagnostics();
    var reader = new ExclusionReader(Optional.of(stamp));
    var found = new ArrayList<Exclusion>();
    for (YamlNode document : YamlReader.read("request", text, out)) {
      Fields.of(document, out).flatMap(reader::exclusion).ifPresent(found::add);
    }
    return new Outcome(new Exclusions(found), out.sorted());
  }

  private List<Exclusion> document(Fields fields) {
    var found = new ArrayList<Exclusion>();
    for (Field item : fields.required("exclusions").map(Field::items).orElse(List.of())) {
      item.fields().flatMap(this::exclusion).ifPresent(found::add);
    }
    fields.finish();
    return found;
  }

  private Optional<Exclusion> exclusion(Fields fields) {
    Optional<String> id =
        stamp.isPresent() && !fields.has("id")
            ? stamp.map(Stamp::id)
            : fields.required("id").flatMap(this::id);
    Optional<String> kind = fields.required("class").flatMap(Field::nonEmptyText);
    Optional<String> reason = fields.required("reason").flatMap(Field::nonEmptyText);
    Optional<String> author = fields.required("author").flatMap(Field::nonEmptyText);
    Optional<Instant> entered =
        stamp.map(Stamp::at).or(() -> fields.required("entered").flatMap(Field::instant));
    List<String> tenants = texts(fields, "tenants");
    List<String> slos = texts(fields, "slos");
    Optional<Schedule> schedule = fields.has("rrule") ? recurring(fields) : once(fields);
    fields.finish();
    boolean whole = kind.isPresent() && reason.isPresent() && author.isPresent();
    if (id.isEmpty() || !whole || entered.isEmpty() || schedule.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Exclusion(
            id.get(),
            kind.get(),
            reason.get(),
            author.get(),
            entered.get(),
            Optional.empty(),
            tenants,
            slos,
            schedule.get()));
  }

  private Optional<String> id(Field field) {
    Optional<String> id = field.nonEmptyText();
    if (id.isPresent() && !ids.add(id.get())) {
      field.error("is the id of two exclusions", "Give each an id of its own");
      return Optional.empty();
    }
    return id;
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
                        text -> Duration.parse("PT" + text.toUpperCase(Locale.ROOT)),
                        "a duration",
                        "Write hours, minutes or both, for example 2h or 1h30m"));
    Optional<String> rule =
        fields
            .required("rrule")
            .flatMap(
                field ->
                    parsed(
                        field,
                        text -> {
                          Recurrence.check(text);
                          return text;
                        },
                        "a recurrence rule of RFC 5545",
                        "Write it like FREQ=WEEKLY;BYDAY=SU"));
    if (start.isEmpty() || zone.isEmpty() || duration.isEmpty() || rule.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Schedule.Recurring(start.get(), zone.get(), duration.get(), rule.get()));
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
