package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Reads what may be written inline or as the name of another object.
final class ReferenceReader {
  private ReferenceReader() {}

  static Optional<Reference> reference(Kind kind, Field field) {
    return MetadataReader.name(field).map(name -> new Reference(kind, name, field));
  }

  /// An object of `kind`, by name in the field `refName` or inline with kind, metadata and spec.
  ///
  /// @param spec reads the inline spec and adds the references in it
  /// @return all references found
  static List<Reference> inlineOrByName(
      Field field, Kind kind, String refName, BiConsumer<Fields, List<Reference>> spec) {
    var references = new ArrayList<Reference>();
    Optional<Fields> read = field.fields();
    if (read.isEmpty()) {
      return references;
    }
    Fields fields = read.get();
    boolean inline = fields.has("spec") || fields.has("kind") || fields.has("metadata");
    if (inline && fields.has(refName)) {
      fields.error("has both " + refName + " and an inline object", "Keep one of the two");
    }
    if (inline) {
      fields.optional(refName);
      fields.required("kind").ifPresent(k -> k.oneOf(List.of(kind.word())));
      MetadataReader.read(fields).ifPresent(Extensions::refuse);
      fields.required("spec").flatMap(Field::fields).ifPresent(s -> spec.accept(s, references));
    } else {
      fields.required(refName).flatMap(ref -> reference(kind, ref)).ifPresent(references::add);
    }
    fields.finish();
    return references;
  }
}
