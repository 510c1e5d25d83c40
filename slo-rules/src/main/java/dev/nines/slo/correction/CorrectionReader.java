package dev.nines.slo.correction;

import dev.nines.slo.correction.Change.Counts;
import dev.nines.slo.correction.Change.Kind;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.yaml.Diagnostic;
import dev.nines.slo.yaml.EntryReader;
import dev.nines.slo.yaml.EntryReader.Unsigned;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads corrections from a YAML file or a request in JSON (documented in the module's README).
/// Everything wrong is reported at once, with its place.
public final class CorrectionReader {
  private static final List<String> KINDS =
      Arrays.stream(Kind.values()).map(Kind::word).sorted().toList();

  /// More events than any minute has; keeps sums from running over.
  private static final long MOST = 1_000_000_000_000L;

  private static final EntryReader<Correction> ENTRIES =
      new EntryReader<>("corrections", CorrectionReader::correction);

  private CorrectionReader() {}

  /// What was read.
  ///
  /// @param corrections all of them; none if anything is wrong
  /// @param diagnostics everything to say about the text, by place
  public record Outcome(List<Correction> corrections, List<Diagnostic> diagnostics) {
    private static Outcome of(EntryReader.Outcome<Correction> read) {
      return new Outcome(read.allOrNone(), read.diagnostics());
    }
  }

  /// Reads a file with a list of `corrections`.
  public static Outcome read(Path file) {
    return Outcome.of(ENTRIES.read(file));
  }

  /// Reads the text of a file of that name.
  public static Outcome read(String name, String text) {
    return Outcome.of(ENTRIES.read(name, text));
  }

  /// Reads a request that is one correction.
  public static Outcome request(String text, EntryReader.Stamp stamp) {
    return Outcome.of(ENTRIES.request(text, stamp));
  }

  private static Optional<Unsigned<Correction>> correction(Fields fields) {
    Optional<TenantId> tenant = fields.required("tenant").flatMap(CorrectionReader::tenant);
    Optional<String> slo = fields.required("slo").flatMap(Field::nonEmptyText);
    Optional<Instant> from = fields.required("from").flatMap(CorrectionReader::minute);
    Optional<Field> end = fields.optional("to");
    Optional<Instant> to =
        end.isPresent()
            ? end.flatMap(CorrectionReader::minute)
            : from.map(each -> each.plus(1, ChronoUnit.MINUTES));
    Optional<Change> change = change(fields);
    boolean placed = tenant.isPresent() && slo.isPresent() && from.isPresent() && to.isPresent();
    if (!placed || change.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        by -> {
          try {
            return Optional.of(
                new Correction(
                    by.id(),
                    tenant.get(),
                    slo.get(),
                    from.get(),
                    to.get(),
                    change.get(),
                    by.reason(),
                    by.author(),
                    by.entered()));
          } catch (IllegalArgumentException e) {
            end.ifPresent(
                field ->
                    field.error(
                        "cannot be: " + e.getMessage(), "Write an end within 31 days after from"));
            return Optional.empty();
          }
        });
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
