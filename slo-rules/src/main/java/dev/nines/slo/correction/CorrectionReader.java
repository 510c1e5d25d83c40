package dev.nines.slo.correction;

import dev.nines.slo.correction.Change.Counts;
import dev.nines.slo.correction.Change.Kind;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.yaml.Diagnostic;
import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.YamlNode;
import dev.nines.slo.yaml.YamlReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads corrections from a YAML file or a request in JSON (documented in the module's README).
/// Everything wrong is reported at once, with its place.
public final class CorrectionReader {
  private static final List<String> KINDS =
      Arrays.stream(Kind.values()).map(Kind::word).sorted().toList();

  /// More events than any minute has; keeps sums from running over.
  private static final long MOST = 1_000_000_000_000L;

  private final Optional<Stamp> stamp;
  private final Set<String> ids = new HashSet<>();

  private CorrectionReader(Optional<Stamp> stamp) {
    this.stamp = stamp;
  }

  /// What a request need not say.
  ///
  /// @param id of the correction, if it names none
  /// @param at when it was sent
  public record Stamp(String id, Instant at) {}

  /// What was read.
  ///
  /// @param corrections all of them; none if anything is wrong
  /// @param diagnostics everything to say about the text, by place
  public record Outcome(List<Correction> corrections, List<Diagnostic> diagnostics) {}

  /// Reads a file with a list of `corrections`.
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
      return new Outcome(List.of(), out.sorted());
    }
  }

  /// Reads the text of a file of that name.
  public static Outcome read(String name, String text) {
    var out = new Diagnostics();
    var reader = new CorrectionReader(Optional.empty());
    var found = new ArrayList<Correction>();
    for (YamlNode document : YamlReader.read(name, text, out)) {
      Fields.of(document, out).ifPresent(fields -> found.addAll(reader.document(fields)));
    }
    return new Outcome(out.sorted().isEmpty() ? List.copyOf(found) : List.of(), out.sorted());
  }

  /// Reads a request that is one correction.
  public static Outcome request(String text, Stamp stamp) {
    var out = new Diagnostics();
    var reader = new CorrectionReader(Optional.of(stamp));
    var found = new ArrayList<Correction>();
    for (YamlNode document : YamlReader.read("request", text, out)) {
      Fields.of(document, out).flatMap(reader::correction).ifPresent(found::add);
    }
    return new Outcome(out.sorted().isEmpty() ? List.copyOf(found) : List.of(), out.sorted());
  }

  private List<Correction> document(Fields fields) {
    var found = new ArrayList<Correction>();
    for (Field item : fields.required("corrections").map(Field::items).orElse(List.of())) {
      item.fields().flatMap(this::correction).ifPresent(found::add);
    }
    fields.finish();
    return found;
  }

  private Optional<Correction> correction(Fields fields) {
    Optional<String> id =
        stamp.isPresent() && !fields.has("id")
            ? stamp.map(Stamp::id)
            : fields.required("id").flatMap(this::id);
    Optional<String> author = fields.required("author").flatMap(Field::nonEmptyText);
    Optional<Instant> entered =
        stamp.map(Stamp::at).or(() -> fields.required("entered").flatMap(Field::instant));
    Optional<String> reason = fields.required("reason").flatMap(Field::nonEmptyText);
    Optional<TenantId> tenant = fields.required("tenant").flatMap(CorrectionReader::tenant);
    Optional<String> slo = fields.required("slo").flatMap(Field::nonEmptyText);
    Optional<Instant> from = fields.required("from").flatMap(CorrectionReader::minute);
    Optional<Field> end = fields.optional("to");
    Optional<Instant> to =
        end.isPresent()
            ? end.flatMap(CorrectionReader::minute)
            : from.map(each -> each.plus(1, ChronoUnit.MINUTES));
    Optional<Change> change = change(fields);
    fields.finish();
    boolean named = id.isPresent() && author.isPresent() && reason.isPresent();
    boolean placed = tenant.isPresent() && slo.isPresent() && from.isPresent() && to.isPresent();
    if (!named || !placed || entered.isEmpty() || change.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Correction(
              id.get(),
              tenant.get(),
              slo.get(),
              from.get(),
              to.get(),
              change.get(),
              reason.get(),
              author.get(),
              entered.get()));
    } catch (IllegalArgumentException e) {
      end.ifPresent(
          field ->
              field.error(
                  "cannot be: " + e.getMessage(), "Write an end within 31 days after from"));
      return Optional.empty();
    }
  }

  private Optional<String> id(Field field) {
    Optional<String> id = field.nonEmptyText();
    if (id.isPresent() && !ids.add(id.get())) {
      field.error("is the id of two corrections", "Give each an id of its own");
      return Optional.empty();
    }
    return id;
  }

  private static Optional<TenantId> tenant(Field field) {
    Optional<String> id = field.nonEmptyText();
    if (id.isPresent() && !TenantId.isValid(id.get())) {
      field.error("is no tenant's id: '%s'".formatted(id.get()), "Write the tenant's id");
      return Optional.empty();
    }
    return id.map(TenantId::new);
  }

  private static Optional<Change> change(Fields fields) {
    Optional<Field> set = fields.optional("set");
    Optional<Field> add = fields.optional("add");
    Optional<Field> countAs = fields.optional("countAs");
    if (set.isPresent() && add.isEmpty() && countAs.isEmpty()) {
      return set.flatMap(each -> counts(each, false)).map(Change.Set::new);
    }
    if (add.isPresent() && set.isEmpty() && countAs.isEmpty()) {
      return add.flatMap(each -> counts(each, true)).map(Change.Add::new);
    }
    if (countAs.isPresent() && set.isEmpty() && add.isEmpty()) {
      return countAs
          .flatMap(each -> each.oneOf(KINDS))
          .map(word -> new Change.CountAs(Kind.valueOf(word.toUpperCase(Locale.ROOT))));
    }
    fields.error(
        "must have one of set, add and countAs",
        "Write countAs: good, or set: {good: 100, bad: 0}, or add: {bad: -3}");
    return Optional.empty();
  }

  private static Optional<Counts> counts(Field field, boolean mayBeNegative) {
    return field
        .fields()
        .map(
            fields -> {
              var counts =
                  new Counts(
                      count(fields, "good", mayBeNegative),
                      count(fields, "bad", mayBeNegative),
                      count(fields, "doubtful", mayBeNegative));
              fields.finish();
              return counts;
            });
  }

  private static long count(Fields fields, String name, boolean mayBeNegative) {
    Optional<Field> field = fields.optional(name);
    Optional<BigDecimal> number = field.flatMap(Field::number);
    if (number.isEmpty()) {
      return 0;
    }
    try {
      long count = number.get().longValueExact();
      if (Math.abs(count) <= MOST && (mayBeNegative || count >= 0)) {
        return count;
      }
    } catch (ArithmeticException _) {
      // said below
    }
    field
        .get()
        .error(
            "must be a whole number%s, but is %s"
                .formatted(mayBeNegative ? "" : " of at least 0", number.get()),
            "Write a number of events");
    return 0;
  }

  private static Optional<Instant> minute(Field field) {
    Optional<Instant> instant = field.instant();
    if (instant.isPresent()
        && !instant.get().equals(instant.get().truncatedTo(ChronoUnit.MINUTES))) {
      field.error(
          "must be a whole minute, but is " + instant.get(), "Write it like 2026-03-08T02:00:00Z");
      return Optional.empty();
    }
    return instant;
  }
}
