package dev.nines.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// OTLP/JSON of generated messages, by protobuf's own printer: only ids differ.
final class SpanJson {
  private static final Pattern ID =
      Pattern.compile("\"((?:parentS|s)panId|traceId)\":\\s*\"([^\"]*)\"");

  private SpanJson() {}

  static byte[] of(MessageOrBuilder message) throws InvalidProtocolBufferException {
    String json =
        JsonFormat.printer().printingEnumsAsInts().omittingInsignificantWhitespace().print(message);
    return ID.matcher(json)
        .replaceAll(
            found ->
                "\"%s\":\"%s\""
                    .formatted(
                        found.group(1),
                        HexFormat.of().formatHex(Base64.getDecoder().decode(found.group(2)))))
        .getBytes(UTF_8);
  }

  static ByteString id(int length, long seed) {
    byte[] bytes = new byte[length];
    new java.util.Random(seed).nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}
