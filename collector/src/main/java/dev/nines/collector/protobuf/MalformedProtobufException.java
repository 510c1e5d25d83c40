package dev.nines.collector.protobuf;

/// The bytes are no protobuf message. Has no stack trace: it says what a sender did wrong, and a
/// sender can make many.
public final class MalformedProtobufException extends Exception {
  private static final long serialVersionUID = 1;

  /// @param message what is wrong, with the offset
  public MalformedProtobufException(String message) {
    super(message, null, false, false);
  }
}
