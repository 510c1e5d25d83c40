package dev.nines.slo.sli;

/// Why a query is not taken.
///
/// @param query which of an indicator's queries
/// @param offset where in the query, counted in characters from 0
/// @param problem what is there
/// @param remedy what is taken instead
/// @param syntax whether it is no PromQL at all; otherwise it is PromQL that is not evaluated here
public record Refusal(Part query, int offset, String problem, String remedy, boolean syntax) {
  /// The queries of an indicator.
  public enum Part {
    /// The good or the bad events.
    COUNTED,
    /// All valid events.
    TOTAL,
    /// Events that could be either.
    DOUBTFUL
  }
}
