package dev.nines.slo.sli;

/// A part of a query of which grammar and types were checked.
///
/// @param start its first word
/// @param value what it yields
/// @param form how it is written
record Read(Token start, Value value, Form form) {

  /// What an expression yields.
  enum Value {
    SCALAR("a number"),
    VECTOR("an instant vector"),
    MATRIX("a range"),
    STRING("a text");

    private final String shown;

    Value(String shown) {
      this.shown = shown;
    }

    /// For messages.
    String shown() {
      return shown;
    }
  }

  /// How an expression is written, which decides what may follow it.
  enum Form {
    SELECTOR,
    RANGED,
    DELAYED,
    OTHER
  }
}
