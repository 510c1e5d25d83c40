package dev.nines.slo.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads what people enter with their name and reason: a file with a list of entries, or a request
/// that is one of them. Everything wrong is reported at once, with its place.
///
/// @param <T> the entries
public final class EntryReader<T> {
  private final String list;
  private final Function<Fields, Optional<Unsigned<T>>> body;

  /// @param list the name of the list in a file, a plural
  /// @param body reads the fields of an entry that are its own
  public EntryReader(String list, Function<Fields, Optional<Unsigned<T>>> body) {
    this.list = list;
    this.body = body;
  }

  /// What a request need not say.
  ///
  /// @param id of the entry, if it names none
  /// @param at when it was sent
  public record Stamp(String id, Instant at) {}

  /// Who entered something, when and why.
  ///
  /// @param id tells it from all other entries
  public record Signature(String id, String reason, String author, Instant entered) {}

  /// What an entry says, still without its signature.
  @FunctionalInterface
  public interface Unsigned<T> {
    /// The entry; absent if it cannot be, which is reported.
    Optional<T> signed(Signature signature);
  }

  /// What was read.
  ///
  /// @param entries those that are valid
  /// @param diagnostics everything to say about the text, by place
  public record Outcome<T>(List<T> entries, List<Diagnostic> diagnostics) {
    /// The entries, none of them if anything is wrong.
    public List<T> allOrNone() {
      return diagnostics.isEmpty() ? entries : List.of();
    }
  }

  /// Reads a file.
  public Outcome<T> read(Path file) {
    try {
      return read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      var out = new Diagnostics();
      out.error(
          new Position(file.toString(), 1, 1),
          "",
          "the file cannot be read: " + e.getMessage(),
          "Name an existing UTF-8 file that the gateway's user may read");
      return new Outcome<>(List.of(), out.sorted());
    }
  }

  /// Reads the text of a file of that name.
  public Outcome<T> read(String name, String text) {
    var ids = new HashSet<String>();
    return documents(name, text, document -> list(document, ids));
  }

  /// Reads a request.
  public Outcome<T> request(String text, Stamp stamp) {
    var ids = new HashSet<String>();
    return documents(
        "request", text, entry -> entry(entry, Optional.of(stamp), ids).stream().toList());
  }

  private static <T> Outcome<T> documents(
      String name, String text, Function<Fields, List<T>> document) {
    var out = new Diagnostics();
    var found = new ArrayList<T>();
    for (YamlNode node : YamlReader.read(name, text, out)) {
      Fields.of(node, out).map(document).ifPresent(found::addAll);
    }
    return new Outcome<>(List.copyOf(found), out.sorted());
  }

  private List<T> list(Fields document, Set<String> ids) {
    var found = new ArrayList<T>();
    for (Field item : document.required(list).map(Field::items).orElse(List.of())) {
      item.fields().flatMap(each -> entry(each, Optional.empty(), ids)).ifPresent(found::add);
    }
    document.finish();
    return found;
  }

  private Optional<T> entry(Fields fields, Optional<Stamp> stamp, Set<String> ids) {
    Optional<String> id =
        stamp.isPresent() && !fields.has("id")
            ? stamp.map(Stamp::id)
            : fields.required("id").flatMap(field -> id(field, ids));
    Optional<String> reason = fields.required("reason").flatMap(Field::nonEmptyText);
    Optional<String> author = fields.required("author").flatMap(Field::nonEmptyText);
    Optional<Instant> entered =
        stamp.map(Stamp::at).or(() -> fields.required("entered").flatMap(Field::instant));
    Optional<Unsigned<T>> unsigned = body.apply(fields);
    fields.finish();
    if (id.isEmpty() || reason.isEmpty() || author.isEmpty() || entered.isEmpty()) {
      return Optional.empty();
    }
    var signature = new Signature(id.get(), reason.get(), author.get(), entered.get());
    return unsigned.flatMap(each -> each.signed(signature));
  }

  private Optional<String> id(Field field, Set<String> ids) {
    Optional<String> id = field.nonEmptyText();
    if (id.isPresent() && !ids.add(id.get())) {
      field.error("is the id of two " + list, "Give each an id of its own");
      return Optional.empty();
    }
    return id;
  }
}
