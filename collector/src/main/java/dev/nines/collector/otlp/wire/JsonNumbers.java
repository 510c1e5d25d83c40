package dev.nines.collector.otlp.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Numbers as ProtoJSON writes them: as JSON numbers or in quotes, whole ones also with a fraction
/// of zero or an exponent.
final class JsonNumbers {
  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /// Beyond this a number is not whole within 64 bits, however it is written; turning it into
  /// digits would cost memory without end.
  private static final int LARGEST_EXPONENT = 40;

  private JsonNumbers() {}

  static long whole(JsonParser in, long min, long max)
      throws IOException, MalformedRequestException {
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
        && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return inBounds(in, in.getLongValue(), min, max);
    }
    BigInteger value = integer(in);
    if (value.bitLength() > Long.SIZE - 1) {
      throw outOfBounds(in);
    }
    return inBounds(in, value.longValue(), min, max);
  }

  static long unsigned(JsonParser in) throws IOException, MalformedRequestException {
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
        && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return inBounds(in, in.getLongValue(), 0, Long.MAX_VALUE);
    }
    BigInteger value = integer(in);
    if (value.signum() < 0 || value.compareTo(MAX_UNSIGNED) > 0) {
      throw outOfBounds(in);
    }
    return value.longValue();
  }

  static double decimal(JsonParser in) throws IOException, MalformedRequestException {
    return switch (in.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(in, in.getDoubleValue());
      case VALUE_STRING ->
          switch (in.getText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(in, number(in, in.getText()).doubleValue());
          };
      default -> throw JsonTranscoder.malformed(in, "expected a number");
    };
  }

  private static double finite(JsonParser in, double value) throws MalformedRequestException {
    if (!Double.isFinite(value)) {
      throw outOfBounds(in);
    }
    return value;
  }

  private static BigInteger integer(JsonParser in) throws IOException, MalformedRequestException {
    return switch (in.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> {
        BigDecimal value = number(in, in.getText());
        if (value.precision() - (long) value.scale() > LARGEST_EXPONENT) {
          throw outOfBounds(in);
        }
        try {
          yield value.toBigIntegerExact();
        } catch (ArithmeticException e) {
          throw JsonTranscoder.malformed(in, "expected a whole number");
        }
      }
      default -> throw JsonTranscoder.malformed(in, "expected a whole number");
    };
  }

  private static BigDecimal number(JsonParser in, String text) throws MalformedRequestException {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw JsonTranscoder.malformed(in, "expected a number");
    }
  }

  private static long inBounds(JsonParser in, long value, long min, long max)
      throws MalformedRequestException {
    if (value < min || value > max) {
      throw outOfBounds(in);
    }
    return value;
  }

  private static MalformedRequestException outOfBounds(JsonParser in) {
    return JsonTranscoder.malformed(in, "the number is out of bounds");
  }
}
