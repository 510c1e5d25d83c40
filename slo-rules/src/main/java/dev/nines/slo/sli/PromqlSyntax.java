package dev.nines.slo.sli;

import java.util.Optional;

/// Tells whether a text is PromQL at all, evaluated here or not. Thread-safe.
public final class PromqlSyntax {
  private PromqlSyntax() {}

  /// What is wrong with a query; empty if any Prometheus takes it.
  public static Optional<Refusal> check(String query) {
    return caught(() -> Grammar.check(query));
  }

  /// What is wrong with a text that must be one selector, such as `requests_total{code="500"}`.
  public static Optional<Refusal> checkSelector(String text) {
    return caught(() -> Grammar.checkSelector(text));
  }

  private static Optional<Refusal> caught(Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (QueryException e) {
      return Optional.of(e.in(Refusal.Part.TOTAL)).filter(Refusal::syntax);
    }
  }
}
