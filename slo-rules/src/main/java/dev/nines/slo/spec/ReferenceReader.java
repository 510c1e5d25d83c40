package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Reads what may be written inline or as the name of another object.
final class ReferenceReader {
  private ReferenceReader() {}

  static Optional<Reference> reference(Kind kind, Field field) {
    return MetadataReader.name(field).map(name -> new Reference(kind, name, field));
  }

  /// An object of `kind`, by name in the field `refName` or inline with kind, metadata and spec.
  ///
  /// @param spec reads the inline spec of an object, given its name
  static <T> Optional<Use<T>> inlineOrByName(
      Field field, Kind kind, String refName, BiFunction<String, Fields, Optional<T>> spec) {
    Optional<Fields> read = field.fields();
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = read.get();
    boolean inline = fields.has("spec") || fields.has("kind") || fields.has("metadata");
    if (inline && fields.has(refName)) {
      fields.error("has both " + refName + " and an inline object", "Keep one of the two");
    }
    Optional<Use<T>> use =
        inline
            ? inline(fields, kind, refName, spec)
            : fields.required(refName).flatMap(ref -> reference(kind, ref)).map(Use.ByName<T>::new);
    fields.finish();
    return use;
  }

  private static <T> Optional<Use<T>> inline(
      Fields fields, Kind kind, String refName, BiFunction<String, Fields, Optional<T>> spec) {
    fields.optional(refName);
    fields.required("kind").ifPresent(k -> k.oneOf(List.of(kind.word())));
    Optional<Metadata> metadata = MetadataReader.read(fields);
    metadata.ifPresent(Extensions::refuse);
    String name = metadata.map(Metadata::name).orElse("");
    return fields
        .required("spec")
        .flatMap(Field::fields)
        .flatMap(s -> spec.apply(name, s))
        .map(Use.Inline<T>::new);
  }
}
