package dev.nines.slo.yaml;

import java.util.Comparator;
import java.util.Locale;

/// One complaint about a file that somebody wrote.
///
/// @param level whether the file is refused
/// @param file as the user named it
/// @param line counted from 1
/// @param column counted from 1
/// @param field the path within the document, for example `spec.objectives[0].target`; empty for
///   the whole document
/// @param problem what is wrong, with the offending value
/// @param remedy what to do about it, an imperative sentence without full stop
public record Diagnostic(
    Level level, String file, int line, int column, String field, String problem, String remedy)
    implements Comparable<Diagnostic> {

  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing(Diagnostic::file)
          .thenComparingInt(Diagnostic::line)
          .thenComparingInt(Diagnostic::column)
          .thenComparing(Diagnostic::level)
          .thenComparing(Diagnostic::field)
          .thenComparing(Diagnostic::problem)
          .thenComparing(Diagnostic::remedy);

  /// How bad it is.
  public enum Level {
    /// The file is invalid.
    ERROR,
    /// The file is valid, but probably does not do what its author thinks.
    WARNING
  }

  /// `file:line:col: error: field: problem. Remedy.`, the form that editors and CI logs make
  /// clickable.
  public String render() {
    String where = field.isEmpty() ? "" : field + ": ";
    return "%s:%d:%d: %s: %s%s. %s."
        .formatted(
            file, line, column, level.name().toLowerCase(Locale.ROOT), where, problem, remedy);
  }

  /// By file, then place.
  @Override
  public int compareTo(Diagnostic other) {
    return BY_PLACE.compare(this, other);
  }
}
