package dev.nines.collector.otlp.wire;

/// What spans and data points have in common once they are samples.
public final class Exposed {
  /// The kind of source that observations name.
  public static final String KIND = "otlp";

  private Exposed() {}

  /// The upper edge of a bucket as Prometheus writes it.
  public static String edge(double bound) {
    if (Double.isInfinite(bound)) {
      return "+Inf";
    }
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }
}
