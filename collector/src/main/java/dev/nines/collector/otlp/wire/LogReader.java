package dev.nines.collector.otlp.wire;

import dev.nines.collector.protobuf.MalformedProtobufException;
import dev.nines.collector.protobuf.ProtoReader;

/// Counts the records of an `ExportLogsServiceRequest`: logs are not measured, they only go on.
public final class LogReader {
  private static final int RESOURCE_LOGS = 1;
  private static final int SCOPE_LOGS = 2;
  private static final int LOG_RECORDS = 2;

  private LogReader() {}

  public static long count(byte[] request) throws MalformedProtobufException {
    var in = new ProtoReader();
    in.reset(request);
    return count(in, RESOURCE_LOGS, SCOPE_LOGS, LOG_RECORDS);
  }

  /// How many fields there are along a path of field numbers.
  private static long count(ProtoReader in, int... path) throws MalformedProtobufException {
    return count(in, path, 0);
  }

  private static long count(ProtoReader in, int[] path, int depth)
      throws MalformedProtobufException {
    long count = 0;
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != path[depth]) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        int outer = in.enter();
        count += depth + 1 < path.length ? count(in, path, depth + 1) : 1 + passed(in);
        in.leave(outer);
      }
    }
    return count;
  }

  /// Passes over all fields of a message; 0.
  private static int passed(ProtoReader in) throws MalformedProtobufException {
    while (in.next() != 0) {
      in.skip();
    }
    return 0;
  }
}
