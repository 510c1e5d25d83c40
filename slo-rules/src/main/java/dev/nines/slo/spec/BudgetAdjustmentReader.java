package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.time.Instant;
import java.util.Optional;

/// Checks a BudgetAdjustment of `openslo.com/v2alpha`: a known time of unreliability. It changes
/// nothing here; what leaves such a time out is an exclusion.
final class BudgetAdjustmentReader {
  private BudgetAdjustmentReader() {}

  /// Reads one object, all but its apiVersion.
  static void read(Fields object) {
    object.required("kind");
    MetadataReader.read(object, Dialect.V2ALPHA).ifPresent(Extensions::refuse);
    Optional<Fields> spec = object.required("spec").flatMap(Field::fields);
    object.finish();
    spec.ifPresent(BudgetAdjustmentReader::spec);
    object.warning(
        "is a BudgetAdjustment, which is not evaluated",
        "Enter an exclusion for this time in the gateway's exclusions");
  }

  private static void spec(Fields spec) {
    spec.required("description").ifPresent(Field::nonEmptyText);
    MetadataReader.description(spec);
    spec.required("service").ifPresent(MetadataReader::name);
    spec.required("indicatorRef").ifPresent(MetadataReader::name);
    Optional<Instant> start = spec.required("startTime").flatMap(Field::instant);
    Optional<Field> endField = spec.optional("endTime");
    Optional<Instant> end = endField.flatMap(Field::instant);
    Optional<Field> duration = spec.optional("duration");
    duration.ifPresent(Shorthand::of);
    spec.finish();
    if (endField.isPresent() == duration.isPresent()) {
      spec.error("must have one of endTime and duration", "Write one of the two");
    }
    if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
      endField.get().error("is not after startTime", "Write a later end");
    }
  }
}
