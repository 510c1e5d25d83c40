package dev.nines.collector.openmetrics;

/// One place where an exposition does not keep to its standard.
///
/// @param line counted from 1
/// @param column in characters (code points), counted from 1
/// @param problem what is wrong there
/// @param remedy what to do about it, an imperative sentence without full stop
public record Violation(int line, int column, String problem, String remedy) {

  /// `file:line:column: problem. Remedy.`, the form that editors and CI logs make clickable.
  ///
  /// @param file as the user named it
  public String render(String file) {
    return "%s:%d:%d: %s. %s.".formatted(file, line, column, problem, remedy);
  }
}
