package dev.nines.collector.gateway;

import java.util.List;

/// The gateway cannot start as it is configured.
public final class StartException extends Exception {
  private final List<String> problems;

  /// @param problems everything that is wrong, a line each, with what to do about it
  public StartException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /// Everything that is wrong, a line each.
  public List<String> problems() {
    return problems;
  }
}
