package dev.nines.slo.yaml;

import java.util.ArrayList;
import java.util.List;

/// Collects complaints, so that a user sees all of them at once. For one thread.
public final class Diagnostics {
  private final List<Diagnostic> found = new ArrayList<>();

  /// Adds an error at a place.
  public void error(Position at, String field, String problem, String remedy) {
    add(Diagnostic.Level.ERROR, at, field, problem, remedy);
  }

  /// Adds a warning at a place.
  public void warning(Position at, String field, String problem, String remedy) {
    add(Diagnostic.Level.WARNING, at, field, problem, remedy);
  }

  private void add(
      Diagnostic.Level level, Position at, String field, String problem, String remedy) {
    found.add(new Diagnostic(level, at.file(), at.line(), at.column(), field, problem, remedy));
  }

  /// Whether there is an error among them.
  public boolean hasErrors() {
    return found.stream().anyMatch(each -> each.level() == Diagnostic.Level.ERROR);
  }

  /// How many there are so far, to ask later whether something was added.
  public int size() {
    return found.size();
  }

  /// All complaints, by file and place; the same complaint at the same place once.
  public List<Diagnostic> sorted() {
    return found.stream().distinct().sorted().toList();
  }
}
