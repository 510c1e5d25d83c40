package dev.nines.collector.otlp.span;

import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.collector.otlp.wire.Attributes;
import dev.nines.collector.protobuf.MalformedProtobufException;
import dev.nines.collector.protobuf.ProtoReader;

/// The fields of the span that was read last, as far as they are looked at. For one thread.
final class SpanFields {
  static final int SERVER = 2;
  static final int CLIENT = 3;

  private static final int TRACE_ID = 1;
  private static final int SPAN_ID = 2;
  private static final int TRACE_STATE = 3;
  private static final int KIND = 6;
  private static final int START = 7;
  private static final int END = 8;
  private static final int ATTRIBUTES = 9;
  private static final int STATUS = 15;
  private static final int STATUS_CODE = 3;
  private static final int STATUS_ERROR = 2;
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  final Attributes attributes;
  byte[] bytes = {};
  int traceId;
  boolean validIds;
  int traceState;
  int traceStateLength;
  int kind;
  long startNanos;
  long endNanos;
  boolean statusIsError;

  SpanFields(AttributeNames names) {
    attributes = new Attributes(names);
  }

  /// Reads the span that the cursor was narrowed to.
  void read(ProtoReader in, byte[] array) throws MalformedProtobufException {
    clear(array);
    boolean traceIdSeen = false;
    boolean spanIdSeen = false;
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case TRACE_ID -> {
          if (in.is(ProtoReader.BYTES)) {
            in.slice();
            traceId = in.sliceStart();
            traceIdSeen = isId(in, TRACE_ID_BYTES);
          }
        }
        case SPAN_ID -> {
          if (in.is(ProtoReader.BYTES)) {
            in.slice();
            spanIdSeen = isId(in, SPAN_ID_BYTES);
          }
        }
        case ATTRIBUTES -> {
          if (in.is(ProtoReader.BYTES)) {
            attributes.read(in);
          }
        }
        default -> readOther(in, field);
      }
    }
    validIds = traceIdSeen && spanIdSeen;
  }

  private void clear(byte[] array) {
    bytes = array;
    attributes.clear(array);
    traceStateLength = 0;
    kind = 0;
    startNanos = 0;
    endNanos = 0;
    statusIsError = false;
  }

  private void readOther(ProtoReader in, int field) throws MalformedProtobufException {
    switch (field) {
      case TRACE_STATE -> {
        if (in.is(ProtoReader.BYTES)) {
          in.slice();
          traceState = in.sliceStart();
          traceStateLength = in.sliceLength();
        }
      }
      case KIND -> kind = in.is(ProtoReader.VARINT) ? (int) in.varint() : 0;
      case START -> startNanos = in.is(ProtoReader.FIXED64) ? in.fixed64() : 0;
      case END -> endNanos = in.is(ProtoReader.FIXED64) ? in.fixed64() : 0;
      case STATUS -> {
        if (in.is(ProtoReader.BYTES)) {
          readStatus(in);
        }
      }
      default -> in.skip();
    }
  }

  private void readStatus(ProtoReader in) throws MalformedProtobufException {
    int outer = in.enter();
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == STATUS_CODE && in.wireType() == ProtoReader.VARINT) {
        statusIsError = in.varint() == STATUS_ERROR;
      } else {
        in.skip();
      }
    }
    in.leave(outer);
  }

  /// Whether the slice is as long as an id has to be, and not all zeros.
  private boolean isId(ProtoReader in, int length) {
    if (in.sliceLength() != length) {
      return false;
    }
    for (int i = in.sliceStart(); i < in.sliceStart() + length; i++) {
      if (bytes[i] != 0) {
        return true;
      }
    }
    return false;
  }
}
