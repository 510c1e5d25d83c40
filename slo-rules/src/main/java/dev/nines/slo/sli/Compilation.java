package dev.nines.slo.sli;

import java.util.List;

/// What became of the queries of an indicator.
///
/// @param <T> what they are compiled to
public sealed interface Compilation<T> {
  /// They can be evaluated.
  record Compiled<T>(T indicator) implements Compilation<T> {}

  /// They cannot, and why: every reason that was found.
  record Refused<T>(List<Refusal> refusals) implements Compilation<T> {
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }
}
