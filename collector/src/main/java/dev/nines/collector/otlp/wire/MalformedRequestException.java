package dev.nines.collector.otlp.wire;

/// A request that is not what it says it is: no JSON of OTLP, no gzip. Has no stack trace: it says
/// what a sender did wrong.
public final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedRequestException(String message) {
    super(message, null, false, false);
  }
}
