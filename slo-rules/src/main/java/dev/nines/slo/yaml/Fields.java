package dev.nines.slo.yaml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The fields of a mapping, read strictly: what was never asked for is unknown, and [#finish] says
/// so.
///
/// An optional field whose value is empty (null) counts as absent.
public final class Fields {
  private final YamlNode.Mapping mapping;
  private final String path;
  private final Diagnostics out;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(YamlNode.Mapping mapping, String path, Diagnostics out) {
    this.mapping = mapping;
    this.path = path;
    this.out = out;
  }

  /// The fields of a document; reports a document that is not a mapping.
  public static Optional<Fields> of(YamlNode document, Diagnostics out) {
    return new Field(document, document.at(), "", out).fields();
  }

  /// Where the mapping begins.
  public Position at() {
    return mapping.at();
  }

  /// The path of the mapping within its document.
  public String path() {
    return path;
  }

  /// Whether the field is written, whatever its value. Does not make it known.
  public boolean has(String name) {
    return mapping.entries().containsKey(name);
  }

  /// The text of a field, if it is one, without making the field known.
  public Optional<String> peek(String name) {
    return written(name).filter(Field::isText).flatMap(Field::text);
  }

  /// Whether the mapping has no fields at all.
  public boolean isEmpty() {
    return mapping.entries().isEmpty();
  }

  /// The field, if it is written and not empty.
  public Optional<Field> optional(String name) {
    known.add(name);
    return written(name).filter(field -> !field.isNull());
  }

  /// Whether the field is written and nothing stands behind it.
  public boolean isLeftEmpty(String name) {
    return written(name).filter(Field::isNull).isPresent();
  }

  /// The field; reports it if it is missing or empty.
  public Optional<Field> required(String name) {
    known.add(name);
    Optional<Field> field = written(name);
    if (field.isEmpty()) {
      out.error(at(), pathOf(name), "is missing", "Add the field '" + name + "'");
    } else if (field.get().isNull()) {
      field.get().error("is empty", "Give it a value");
      return Optional.empty();
    }
    return field;
  }

  /// The first of several spellings of a field that is written and not empty.
  public Optional<Field> optionalOf(String... names) {
    Optional<Field> found = Optional.empty();
    for (String name : names) {
      Optional<Field> field = optional(name);
      found = found.or(() -> field);
    }
    return found;
  }

  /// Every field as it is written, for a mapping whose names are free. Makes all known.
  public List<Field> all() {
    var all = new ArrayList<Field>();
    for (String name : mapping.entries().keySet()) {
      known.add(name);
      written(name).ifPresent(all::add);
    }
    return all;
  }

  /// Reports every field that was not asked for.
  public void finish() {
    mapping
        .entries()
        .forEach(
            (name, entry) -> {
              if (!known.contains(name)) {
                out.error(
                    entry.keyAt(),
                    pathOf(name),
                    "is not a known field",
                    Suggestion.remedy(name, known));
              }
            });
  }

  private Optional<Field> written(String name) {
    return Optional.ofNullable(mapping.entries().get(name))
        .map(entry -> new Field(entry.value(), entry.keyAt(), pathOf(name), out));
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// Reports something about the mapping as a whole.
  public void error(String problem, String remedy) {
    out.error(at(), path, problem, remedy);
  }

  /// Warns of something about the mapping as a whole.
  public void warning(String problem, String remedy) {
    out.warning(at(), path, problem, remedy);
  }
}
