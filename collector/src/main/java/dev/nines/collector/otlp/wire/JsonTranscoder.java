package dev.nines.collector.otlp.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.nines.collector.protobuf.ProtoWriter;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Turns OTLP/JSON into the protobuf that it stands for, so that everything behind it reads one
/// encoding only.
///
/// By the OTLP specification ("JSON Protobuf Encoding"): names in lowerCamelCase only, unknown ones
/// ignored; trace and span ids in hex of either case, other bytes in base64; enums as numbers, and,
/// which the specification does not allow and the Collector takes, by name; 64-bit integers as
/// strings or numbers; null means absent. The rest is ProtoJSON. For one thread.
public final class JsonTranscoder {
  private static final int DEEPEST = 200;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final ProtoWriter out = new ProtoWriter();

  /// The protobuf bytes of a message.
  ///
  /// @throws MalformedRequestException with line and column of what is wrong
  public byte[] transcode(byte[] json, JsonSchema.Message message)
      throws MalformedRequestException {
    out.clear();
    try (JsonParser in = JSON.createParser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw malformed(in, "expected an object");
      }
      object(in, message);
      if (in.nextToken() != null) {
        throw malformed(in, "expected the end after the object");
      }
    } catch (JsonProcessingException e) {
      throw new MalformedRequestException(
          "%s (line %d, column %d)"
              .formatted(
                  e.getOriginalMessage(),
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw new MalformedRequestException("the body is not JSON: " + e.getMessage());
    }
    return out.toByteArray();
  }

  private void object(JsonParser in, JsonSchema.Message message)
      throws IOException, MalformedRequestException {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      JsonSchema.@Nullable Field field = message.field(in.currentName());
      JsonToken value = in.nextToken();
      if (field == null) {
        in.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        field(in, field);
      }
    }
  }

  private void field(JsonParser in, JsonSchema.Field field)
      throws IOException, MalformedRequestException {
    if (!field.repeated()) {
      value(in, field);
    } else if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        value(in, field);
      }
    } else {
      throw malformed(in, "expected a list");
    }
  }

  private void value(JsonParser in, JsonSchema.Field field)
      throws IOException, MalformedRequestException {
    int number = field.number();
    switch (field.type()) {
      case MESSAGE -> message(in, field);
      case STRING -> out.string(number, text(in));
      case HEX -> out.bytes(number, hex(in));
      case BASE64 -> out.bytes(number, base64(in));
      case BOOL -> out.varint(number, flag(in) ? 1 : 0);
      case ENUM -> out.varint(number, enumNumber(in, field));
      case INT32 -> out.varint(number, whole(in, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case UINT32 -> out.varint(number, whole(in, 0, 0xFFFFFFFFL));
      case SINT32 -> out.zigzag(number, whole(in, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case INT64 -> out.varint(number, whole(in, Long.MIN_VALUE, Long.MAX_VALUE));
      case UINT64 -> out.varint(number, unsigned(in));
      case FIXED32 -> out.fixed32(number, (int) whole(in, 0, 0xFFFFFFFFL));
      case FIXED64 -> out.fixed64(number, unsigned(in));
      case SFIXED64 -> out.fixed64(number, whole(in, Long.MIN_VALUE, Long.MAX_VALUE));
      case DOUBLE -> out.doubleValue(number, JsonNumbers.decimal(in));
    }
  }

  private void message(JsonParser in, JsonSchema.Field field)
      throws IOException, MalformedRequestException {
    JsonSchema.Message nested = field.message();
    if (nested == null || in.currentToken() != JsonToken.START_OBJECT) {
      throw malformed(in, "expected an object");
    }
    int begun = out.begin(field.number());
    object(in, nested);
    out.end(begun);
  }

  private static String text(JsonParser in) throws IOException, MalformedRequestException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw malformed(in, "expected a string");
    }
    return in.getText();
  }

  private static boolean flag(JsonParser in) throws MalformedRequestException {
    return switch (in.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw malformed(in, "expected true or false");
    };
  }

  private static byte[] hex(JsonParser in) throws IOException, MalformedRequestException {
    try {
      return HexFormat.of().parseHex(text(in));
    } catch (IllegalArgumentException e) {
      throw malformed(in, "expected an id in hexadecimal");
    }
  }

  private static byte[] base64(JsonParser in) throws IOException, MalformedRequestException {
    String written = text(in).replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(written);
    } catch (IllegalArgumentException e) {
      throw malformed(in, "expected bytes in base64");
    }
  }

  private static long enumNumber(JsonParser in, JsonSchema.Field field)
      throws IOException, MalformedRequestException {
    Integer named =
        in.currentToken() == JsonToken.VALUE_STRING ? field.names().get(in.getText()) : null;
    if (named != null) {
      return named;
    }
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw malformed(in, "expected the number of an enum's value");
    }
    return whole(in, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static long whole(JsonParser in, long min, long max)
      throws IOException, MalformedRequestException {
    return JsonNumbers.whole(in, min, max);
  }

  private static long unsigned(JsonParser in) throws IOException, MalformedRequestException {
    return JsonNumbers.unsigned(in);
  }

  static MalformedRequestException malformed(JsonParser in, String expectation) {
    return new MalformedRequestException(
        "%s (line %d, column %d)"
            .formatted(
                expectation,
                in.currentTokenLocation().getLineNr(),
                in.currentTokenLocation().getColumnNr()));
  }
}
