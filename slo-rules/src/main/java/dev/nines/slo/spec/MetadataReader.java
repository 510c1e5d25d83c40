package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What all objects have in common: names, metadata, descriptions. The patterns are those of the
/// public JSON schema (v1/parts).
final class MetadataReader {
  /// Annotations of this prefix are ours.
  static final String EXTENSION_PREFIX = "nines.dev/";

  static final int MAX_DESCRIPTION = 1050;
  static final int MAX_DISPLAY_NAME = 63;
  private static final int MAX_NAME = 255;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.|/\\\\-]*");
  private static final Pattern KEY =
      Pattern.compile("[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");
  private static final Pattern PREFIX =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final int MAX_PREFIX = 253;

  private MetadataReader() {}

  static Optional<Metadata> read(Fields object) {
    return read(object, Dialect.V1);
  }

  static Optional<Metadata> read(Fields object, Dialect dialect) {
    return object
        .required("metadata")
        .flatMap(Field::fields)
        .flatMap(fields -> metadata(fields, dialect));
  }

  private static Optional<Metadata> metadata(Fields fields, Dialect dialect) {
    Optional<String> name = fields.required("name").flatMap(MetadataReader::name);
    Optional<String> displayName =
        dialect == Dialect.V1
            ? fields.optional("displayName").flatMap(MetadataReader::displayName)
            : Optional.empty();
    Map<String, String> labels = labels(fields, dialect);
    List<Field> extensions = annotations(fields);
    fields.finish();
    return name.map(n -> new Metadata(n, displayName, labels, extensions));
  }

  private static Optional<String> displayName(Field field) {
    Optional<String> shown = field.nonEmptyText();
    shown.ifPresent(text -> checkLength(field, text, MAX_DISPLAY_NAME));
    return shown;
  }

  /// A name, of an object or in a reference to one.
  static Optional<String> name(Field field) {
    Optional<String> name = field.nonEmptyText();
    if (name.isPresent()
        && (name.get().length() > MAX_NAME || !NAME.matcher(name.get()).matches())) {
      field.error(
          "is not a valid name: " + field.node().described(),
          "Use up to 255 lower-case letters, digits, '-' and '.', beginning with a letter or"
              + " digit");
      return Optional.empty();
    }
    return name;
  }

  /// Reads and checks the optional description of a spec; empty if there is none.
  static String description(Fields spec) {
    Optional<Field> field = spec.optional("description");
    String text = field.flatMap(Field::text).orElse("");
    field.ifPresent(written -> checkLength(written, text, MAX_DESCRIPTION));
    return text;
  }

  private static void checkLength(Field field, String text, int most) {
    int characters = text.codePointCount(0, text.length());
    if (characters > most) {
      field.error(
          "has %d characters, at most %d are allowed".formatted(characters, most), "Shorten it");
    }
  }

  private static Map<String, String> labels(Fields metadata, Dialect dialect) {
    var labels = new LinkedHashMap<String, String>();
    for (Field label :
        metadata.optional("labels").flatMap(Field::fields).map(Fields::all).orElse(List.of())) {
      String key = keyOf(label, metadata.path() + ".labels.");
      Optional<String> value;
      if (dialect == Dialect.V1) {
        checkKey(label, key);
        value = labelValue(label);
      } else {
        checkQualifiedKey(label, key);
        value = label.text();
      }
      value.ifPresent(text -> labels.put(key, text));
    }
    return labels;
  }

  private static Optional<String> labelValue(Field label) {
    if (!label.isList()) {
      return label.text();
    }
    return Optional.of(
        label.items().stream()
            .map(Field::text)
            .flatMap(Optional::stream)
            .collect(Collectors.joining(",")));
  }

  private static List<Field> annotations(Fields metadata) {
    var extensions = new ArrayList<Field>();
    for (Field annotation :
        metadata
            .optional("annotations")
            .flatMap(Field::fields)
            .map(Fields::all)
            .orElse(List.of())) {
      String key = keyOf(annotation, metadata.path() + ".annotations.");
      checkQualifiedKey(annotation, key);
      if (annotation.text().isPresent() && key.startsWith(EXTENSION_PREFIX)) {
        extensions.add(annotation);
      }
    }
    return extensions;
  }

  private static String keyOf(Field field, String pathBefore) {
    return field.path().substring(pathBefore.length());
  }

  /// A key that may have a DNS name before it.
  private static void checkQualifiedKey(Field field, String key) {
    int slash = key.indexOf('/');
    checkPrefix(field, key.substring(0, Math.max(0, slash)), slash >= 0);
    checkKey(field, key.substring(slash + 1));
  }

  private static void checkKey(Field field, String key) {
    if (!KEY.matcher(key).matches()) {
      field
          .out()
          .error(
              field.keyAt(),
              field.path(),
              "'" + key + "' is not a valid key",
              "Use up to 63 letters, digits, '-', '_' and '.', beginning and ending with a letter"
                  + " or digit");
    }
  }

  private static void checkPrefix(Field field, String prefix, boolean present) {
    if (present && (prefix.length() > MAX_PREFIX || !PREFIX.matcher(prefix).matches())) {
      field
          .out()
          .error(
              field.keyAt(),
              field.path(),
              "'" + prefix + "' is not a valid prefix",
              "Use a DNS name, for example example.com/key");
    }
  }
}
