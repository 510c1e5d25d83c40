package dev.nines.collector.otlp.wire;

import dev.nines.collector.protobuf.MalformedProtobufException;
import dev.nines.collector.protobuf.ProtoReader;
import java.util.Map;

/// Attribute values as texts, for labels.
public final class AnyValues {
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int STRING_VALUE = 1;
  private static final int BOOL_VALUE = 2;
  private static final int INT_VALUE = 3;
  private static final int DOUBLE_VALUE = 4;

  private AnyValues() {}

  /// Adds a `KeyValue`; its length stands at `from`. Lists and the like, which make no labels, are
  /// left out.
  public static void addKeyValue(byte[] bytes, int from, int to, Map<String, String> into)
      throws MalformedProtobufException {
    var in = new ProtoReader();
    in.reset(bytes, from, to);
    in.enter();
    String key = "";
    String value = "";
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == KEY && in.wireType() == ProtoReader.BYTES) {
        key = in.string();
      } else if (field == VALUE && in.wireType() == ProtoReader.BYTES) {
        int outer = in.enter();
        value = text(in);
        in.leave(outer);
      } else {
        in.skip();
      }
    }
    if (!key.isEmpty()) {
      into.put(key, value);
    }
  }

  private static String text(ProtoReader in) throws MalformedProtobufException {
    String text = "";
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == STRING_VALUE && in.wireType() == ProtoReader.BYTES) {
        text = in.string();
      } else if (field == BOOL_VALUE && in.wireType() == ProtoReader.VARINT) {
        text = Boolean.toString(in.varint() != 0);
      } else if (field == INT_VALUE && in.wireType() == ProtoReader.VARINT) {
        text = Long.toString(in.varint());
      } else if (field == DOUBLE_VALUE && in.wireType() == ProtoReader.FIXED64) {
        text = Double.toString(in.doubleValue());
      } else {
        in.skip();
      }
    }
    return text;
  }
}
