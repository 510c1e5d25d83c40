package dev.nines.collector.source;

/// A reading failed, and the source knows what that means by the design's truth table (3.6).
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1;

  /// What a failed reading says about the target.
  public enum Meaning {
    /// The target did not answer. Becomes blind if the reference does not answer either.
    UNREACHABLE,
    /// We did not look.
    BLIND,
    /// The target answered, but not with something whole.
    PARTIAL
  }

  private final Meaning meaning;

  private SourceException(Meaning meaning, String reason) {
    super(reason);
    this.meaning = meaning;
  }

  /// The target did not answer.
  ///
  /// @param reason for people; no secrets, no other tenant's data
  public static SourceException unreachable(String reason) {
    return new SourceException(Meaning.UNREACHABLE, reason);
  }

  /// We did not look, so there is nothing to blame the target for.
  ///
  /// @param reason for people
  public static SourceException blind(String reason) {
    return new SourceException(Meaning.BLIND, reason);
  }

  /// The target answered in part or contradicted itself.
  ///
  /// @param reason for people
  public static SourceException partial(String reason) {
    return new SourceException(Meaning.PARTIAL, reason);
  }

  /// What the failure means.
  public Meaning meaning() {
    return meaning;
  }

  /// What happened, for people.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
