package dev.nines.collector.otlp.span;

import java.util.BitSet;

/// Which spans failed.
///
/// @param statuses HTTP statuses of a response that failed
/// @param byStatus whether a span whose own status is Error failed, whatever it answered
public record ErrorRule(BitSet statuses, boolean byStatus) {
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int BEYOND = 600;

  public ErrorRule {
    statuses = (BitSet) statuses.clone();
  }

  @Override
  public BitSet statuses() {
    return (BitSet) statuses.clone();
  }

  /// Answers of 500 and above, and spans that say so themselves.
  public static ErrorRule standard() {
    var statuses = new BitSet();
    statuses.set(FIRST_SERVER_ERROR, BEYOND);
    return new ErrorRule(statuses, true);
  }

  boolean failed(int httpStatus, boolean statusIsError) {
    return statuses.get(httpStatus) || (byStatus && statusIsError);
  }
}
