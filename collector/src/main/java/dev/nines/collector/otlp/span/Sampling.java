package dev.nines.collector.otlp.span;

/// How many spans one that was kept stands for, by the OpenTelemetry specification's "TraceState:
/// Probability Sampling": `ot=th:…` in the trace state is the rejection threshold T in hexadecimal,
/// filled up with zeros on the right to 56 bits; the span was kept with the probability (2^56 − T)
/// / 2^56 and stands for the inverse of it. The older `ot=p:…` says the same by the negative binary
/// logarithm of the probability.
final class Sampling {
  /// The trace state says that the span was sampled, but not how.
  static final double UNKNOWN = -1;

  private static final int LONGEST_THRESHOLD = 14;
  private static final long WHOLE = 1L << 56;
  private static final int LARGEST_POWER = 62;

  private Sampling() {}

  /// @param bytes holds the trace state
  /// @return the weight, at least 1; [#UNKNOWN] if there is an `ot` entry with a threshold that
  ///   cannot be read; `absent` if nothing is said of sampling
  static double weight(byte[] bytes, int from, int length, double absent) {
    int end = from + length;
    int at = from;
    while (at < end) {
      int comma = indexOf(bytes, ',', at, end);
      int start = skipSpaces(bytes, at, comma);
      if (comma - start > 3
          && bytes[start] == 'o'
          && bytes[start + 1] == 't'
          && bytes[start + 2] == '=') {
        return ofEntry(bytes, start + 3, comma, absent);
      }
      at = comma + 1;
    }
    return absent;
  }

  private static double ofEntry(byte[] bytes, int from, int end, double absent) {
    double weight = absent;
    int at = from;
    while (at < end) {
      int semicolon = indexOf(bytes, ';', at, end);
      if (semicolon - at >= 3 && bytes[at] == 't' && bytes[at + 1] == 'h' && bytes[at + 2] == ':') {
        return ofThreshold(bytes, at + 3, semicolon);
      }
      if (semicolon - at >= 2 && bytes[at] == 'p' && bytes[at + 1] == ':') {
        weight = ofPower(bytes, at + 2, semicolon);
      }
      at = semicolon + 1;
    }
    return weight;
  }

  private static double ofPower(byte[] bytes, int from, int end) {
    int power = 0;
    for (int i = from; i < end; i++) {
      int digit = Character.digit(bytes[i], 10);
      if (digit < 0 || power > LARGEST_POWER) {
        return UNKNOWN;
      }
      power = power * 10 + digit;
    }
    return end == from || power > LARGEST_POWER ? UNKNOWN : Math.scalb(1.0, power);
  }

  private static double ofThreshold(byte[] bytes, int from, int end) {
    int stop = end;
    while (stop > from && (bytes[stop - 1] == ' ' || bytes[stop - 1] == '\t')) {
      stop--;
    }
    int digits = stop - from;
    if (digits < 1 || digits > LONGEST_THRESHOLD) {
      return UNKNOWN;
    }
    long threshold = 0;
    for (int i = from; i < stop; i++) {
      int digit = bytes[i] >= 'A' && bytes[i] <= 'Z' ? -1 : Character.digit(bytes[i], 16);
      if (digit < 0) {
        return UNKNOWN;
      }
      threshold = threshold << 4 | digit;
    }
    threshold <<= 4 * (LONGEST_THRESHOLD - digits);
    return (double) WHOLE / (WHOLE - threshold);
  }

  private static int indexOf(byte[] bytes, char sought, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != sought) {
      at++;
    }
    return at;
  }

  private static int skipSpaces(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }
}
