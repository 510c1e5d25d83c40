package dev.nines.collector.forward;

import dev.nines.collector.protobuf.MalformedProtobufException;
import dev.nines.collector.protobuf.ProtoReader;
import dev.nines.collector.protobuf.ProtoWriter;
import java.util.ArrayList;
import java.util.List;

/// A request of remote write as [RemoteWriteEncoder] wrote it, read again: a queue may still hold
/// what was written before the configured version changed, and a receiver may not take version 2.
final class RemoteWriteRequest {
  private static final int SYMBOL = 4;
  private static final int SERIES_2 = 5;
  private static final int SERIES_1 = 1;
  private static final int LABELS = 1;
  private static final int SAMPLE = 2;

  private final byte[] plain;

  /// @throws MalformedProtobufException if it is none: a destination may have got the name, and
  ///   with it the queue, of one that took something else
  RemoteWriteRequest(byte[] packed) throws MalformedProtobufException {
    plain = SnappyBlock.unpack(packed);
  }

  /// The version that it is written in: those of version 2 begin with a symbol, a field that
  /// version 1 does not have.
  RemoteWriteProtocol protocol() {
    return plain.length > 0 && plain[0] >> 3 == SYMBOL
        ? RemoteWriteProtocol.V2
        : RemoteWriteProtocol.V1;
  }

  /// The labels, values and times of a request of version 2 in a request of version 1, packed.
  /// Types are left out: version 1 tells them apart from the series, and only now and then.
  byte[] asVersion1() throws MalformedProtobufException {
    var out = new ProtoWriter();
    var symbols = new ArrayList<String>();
    var in = new ProtoReader();
    in.reset(plain);
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case SYMBOL -> symbols.add(in.string());
        case SERIES_2 -> series(in, symbols, out);
        default -> in.skip();
      }
    }
    return SnappyBlock.pack(out.toByteArray());
  }

  private static void series(ProtoReader in, List<String> symbols, ProtoWriter out)
      throws MalformedProtobufException {
    int outer = in.enter();
    int series = out.begin(SERIES_1);
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case LABELS -> labels(in, symbols, out);
        case SAMPLE -> sample(in, out);
        default -> in.skip();
      }
    }
    out.end(series);
    in.leave(outer);
  }

  private static void labels(ProtoReader in, List<String> symbols, ProtoWriter out)
      throws MalformedProtobufException {
    int outer = in.enter();
    while (in.position() < in.limit()) {
      int label = out.begin(LABELS);
      out.string(1, symbols.get((int) in.varint()));
      out.string(2, symbols.get((int) in.varint()));
      out.end(label);
    }
    in.leave(outer);
  }

  private static void sample(ProtoReader in, ProtoWriter out) throws MalformedProtobufException {
    int outer = in.enter();
    int sample = out.begin(SAMPLE);
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> out.fixed64(1, in.fixed64());
        case 2 -> out.varint(2, in.varint());
        default -> in.skip();
      }
    }
    out.end(sample);
    in.leave(outer);
  }
}
