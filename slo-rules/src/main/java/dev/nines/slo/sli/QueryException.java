package dev.nines.slo.sli;

/// A query that is not taken, at the place where that shows. Does not leave this package.
final class QueryException extends RuntimeException {
  private final int offset;
  private final String problem;
  private final String remedy;
  private final boolean syntax;

  private QueryException(int offset, String problem, String remedy, boolean syntax) {
    super(problem, null, false, false);
    this.offset = offset;
    this.problem = problem;
    this.remedy = remedy;
    this.syntax = syntax;
  }

  /// What no PromQL engine would take.
  static QueryException syntax(int offset, String problem, String remedy) {
    return new QueryException(offset, problem, remedy, true);
  }

  /// PromQL that is not evaluated here.
  static QueryException unsupported(int offset, String problem, String remedy) {
    return new QueryException(offset, problem, remedy, false);
  }

  boolean isSyntax() {
    return syntax;
  }

  Refusal in(Refusal.Part part) {
    return new Refusal(part, offset, problem, remedy, syntax);
  }
}
