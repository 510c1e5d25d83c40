package dev.nines.slo.yaml;

import java.util.List;
import java.util.Map;

/// A value of a YAML document together with its place. Aliases are resolved: the same node may
/// stand at more than one place.
public sealed interface YamlNode {
  /// Where the value begins.
  Position at();

  /// What it is, in words for a message.
  String described();

  /// Keys and values, in the order of the file. A key that occurs twice was reported; the first
  /// counts.
  ///
  /// @param at where it begins
  /// @param entries values by key
  record Mapping(Position at, Map<String, Entry> entries) implements YamlNode {
    @Override
    public String described() {
      return "a mapping";
    }
  }

  /// One value of a [Mapping].
  ///
  /// @param keyAt where the key stands
  /// @param value what it maps to
  record Entry(Position keyAt, YamlNode value) {}

  /// A list.
  ///
  /// @param at where it begins
  /// @param items in the order of the file
  record Sequence(Position at, List<YamlNode> items) implements YamlNode {
    @Override
    public String described() {
      return "a list";
    }
  }

  /// A text, number, boolean or null.
  ///
  /// @param at where it begins
  /// @param text the value as text, unquoted
  /// @param type what YAML 1.2's core schema takes it for
  /// @param layout how it is written, to find the place of a character of `text` in the file
  record Scalar(Position at, String text, Type type, Layout layout) implements YamlNode {
    private static final int SHOWN_CHARACTERS = 60;

    @Override
    public String described() {
      String shown =
          text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
      shown = shown.replace("\n", "\\n");
      return switch (type) {
        case TEXT -> "'" + shown + "'";
        case NUMBER -> "the number " + shown;
        case BOOLEAN -> "the boolean " + shown;
        case NULL -> "empty";
      };
    }

    /// The place in the file of the character at `offset` of the text; exact unless the scalar is
    /// folded over several lines.
    public Position positionOf(int offset) {
      int end = Math.clamp(offset, 0, text.length());
      String before = text.substring(0, end);
      return switch (layout) {
        case Layout.Inline(String escaped) -> {
          int quote = escaped.isEmpty() ? 0 : 1;
          long escapes = before.chars().filter(c -> escaped.indexOf(c) >= 0).count();
          yield new Position(at.file(), at.line(), at.column() + quote + end + (int) escapes);
        }
        case Layout.Block(int indent) -> {
          int lineStart = before.lastIndexOf('\n') + 1;
          int lines = (int) before.chars().filter(c -> c == '\n').count();
          yield new Position(at.file(), at.line() + 1 + lines, indent + end - lineStart + 1);
        }
        case Layout.Folded() -> at;
      };
    }
  }

  /// How a scalar is written.
  sealed interface Layout {
    /// On one line.
    ///
    /// @param escaped the characters that take two in the file; empty if there are no quotes around
    record Inline(String escaped) implements Layout {}

    /// As a literal block, its text beginning on the next line.
    ///
    /// @param indent how many spaces each line is indented by
    record Block(int indent) implements Layout {}

    /// Over several lines that YAML joins.
    record Folded() implements Layout {}
  }

  /// What a scalar is.
  enum Type {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }
}
