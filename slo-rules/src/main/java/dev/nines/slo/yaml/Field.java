package dev.nines.slo.yaml;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A value and the path that leads to it. Each reading method reports a value of another type and
/// then returns nothing.
///
/// @param node the value
/// @param keyAt where its name stands, or the value itself in a list
/// @param path the path within the document
/// @param out takes the complaints
public record Field(YamlNode node, Position keyAt, String path, Diagnostics out) {
  private static final int MAX_NUMBER_SCALE = 30;

  /// Where the value begins.
  public Position at() {
    return node.at();
  }

  /// The last part of the path.
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /// Whether the value is empty.
  public boolean isNull() {
    return node instanceof YamlNode.Scalar scalar && scalar.type() == YamlNode.Type.NULL;
  }

  /// Whether the value is a text, without complaint if it is not.
  public boolean isText() {
    return node instanceof YamlNode.Scalar scalar && scalar.type() == YamlNode.Type.TEXT;
  }

  /// Whether the value is a number, without complaint if it is not.
  public boolean isNumber() {
    return node instanceof YamlNode.Scalar scalar && scalar.type() == YamlNode.Type.NUMBER;
  }

  /// Whether the value is a list, without complaint if it is not.
  public boolean isList() {
    return node instanceof YamlNode.Sequence;
  }

  /// A text, possibly empty.
  public Optional<String> text() {
    return switch (node) {
      case YamlNode.Scalar(_, String text, var type, _) when type == YamlNode.Type.TEXT ->
          Optional.of(text);
      case YamlNode.Scalar scalar when scalar.type() != YamlNode.Type.NULL ->
          wrongType("a text", "Put it in quotes");
      case YamlNode _ -> wrongType("a text", "Write a text");
    };
  }

  /// The text of any scalar, also of a number or a boolean.
  public Optional<String> anyText() {
    return node instanceof YamlNode.Scalar scalar && scalar.type() != YamlNode.Type.NULL
        ? Optional.of(scalar.text())
        : text();
  }

  /// A text with something in it.
  public Optional<String> nonEmptyText() {
    Optional<String> text = text();
    if (text.isPresent() && text.get().isBlank()) {
      error("is empty", "Give it a value");
      return Optional.empty();
    }
    return text;
  }

  /// A finite number, exact.
  public Optional<BigDecimal> number() {
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.type() != YamlNode.Type.NUMBER) {
      String remedy = isText() ? "Write it without quotes" : "Write a number";
      return wrongType("a number", remedy);
    }
    try {
      var number = new BigDecimal(scalar.text());
      if (Math.abs((long) number.scale()) + number.precision() <= 2 * MAX_NUMBER_SCALE) {
        return Optional.of(number);
      }
      error("has too many digits", "Use at most " + MAX_NUMBER_SCALE + " decimal places");
    } catch (NumberFormatException _) {
      error("must be a decimal number, but is " + scalar.text(), "Write it like 0.995");
    }
    return Optional.empty();
  }

  /// `true` or `false`.
  public Optional<Boolean> flag() {
    if (node instanceof YamlNode.Scalar scalar && scalar.type() == YamlNode.Type.BOOLEAN) {
      return Optional.of(scalar.text().equalsIgnoreCase("true"));
    }
    return wrongType("true or false", "Write true or false without quotes");
  }

  /// An instant: date, time and offset.
  public Optional<Instant> instant() {
    Optional<String> text = anyText();
    try {
      return text.map(each -> OffsetDateTime.parse(each).toInstant());
    } catch (DateTimeException _) {
      error(
          "must be an instant, but is '%s'".formatted(text.orElse("")),
          "Write it like 2026-03-08T02:00:00Z, or with an offset like +01:00");
      return Optional.empty();
    }
  }

  /// The fields of a mapping.
  public Optional<Fields> fields() {
    return node instanceof YamlNode.Mapping mapping
        ? Optional.of(new Fields(mapping, path, out))
        : wrongType("a mapping", "Write fields below it, one per line");
  }

  /// The items of a list; none if it is no list.
  public List<Field> items() {
    if (!(node instanceof YamlNode.Sequence(_, var nodes))) {
      wrongType("a list", "Begin each item with '- '");
      return List.of();
    }
    var items = new ArrayList<Field>();
    for (YamlNode item : nodes) {
      items.add(new Field(item, item.at(), path + "[" + items.size() + "]", out));
    }
    return items;
  }

  /// A text that must be one of a few.
  public Optional<String> oneOf(Collection<String> allowed) {
    Optional<String> text = text();
    if (text.isPresent() && !allowed.contains(text.get())) {
      error(
          "must be one of %s, but is %s".formatted(String.join(", ", allowed), node.described()),
          Suggestion.nearest(text.get(), allowed)
              .map(word -> "Did you mean '" + word + "'? Write it so")
              .orElse("Choose one of them"));
      return Optional.empty();
    }
    return text;
  }

  private <T> Optional<T> wrongType(String expected, String remedy) {
    error("must be " + expected + ", but is " + node.described(), remedy);
    return Optional.empty();
  }

  /// Reports something about this value.
  public void error(String problem, String remedy) {
    out.error(at(), path, problem, remedy);
  }

  /// Warns of something about this value.
  public void warning(String problem, String remedy) {
    out.warning(at(), path, problem, remedy);
  }
}
