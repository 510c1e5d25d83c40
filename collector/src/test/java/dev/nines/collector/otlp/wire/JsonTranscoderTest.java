package dev.nines.collector.otlp.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTranscoderTest {

  private static ExportTraceServiceRequest traces(String json) throws Exception {
    return ExportTraceServiceRequest.parseFrom(transcoded(json));
  }

  private static byte[] transcoded(String json) throws MalformedRequestException {
    return new JsonTranscoder()
        .transcode(json.getBytes(UTF_8), JsonSchema.message("ExportTraceServiceRequest"));
  }

  private static Span span(String fields) throws Exception {
    return traces("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + fields + "}]}]}]}")
        .getResourceSpans(0)
        .getScopeSpans(0)
        .getSpans(0);
  }

  private static AnyValue value(String json) throws Exception {
    return span("\"attributes\":[{\"key\":\"k\",\"value\":" + json + "}]")
        .getAttributes(0)
        .getValue();
  }

  @Test
  void theSchemaIsThatOfTheGeneratedClasses() {
    var found = new TreeMap<String, JsonSchema.Message>(JsonSchema.messages());
    for (Descriptor root :
        List.of(
            ExportTraceServiceRequest.getDescriptor(),
            ExportMetricsServiceRequest.getDescriptor(),
            ExportLogsServiceRequest.getDescriptor())) {
      compare(root, found);
    }
    assertThat(found).as("messages that nothing leads to").isEmpty();
  }

  private static void compare(Descriptor expected, TreeMap<String, JsonSchema.Message> left) {
    JsonSchema.Message actual = left.remove(expected.getName());
    if (actual == null) {
      assertThat(JsonSchema.messages()).containsKey(expected.getName());
      return;
    }
    assertThat(actual.fields().keySet())
        .as(expected.getFullName())
        .containsExactlyInAnyOrderElementsOf(
            expected.getFields().stream().map(FieldDescriptor::getJsonName).toList());
    for (FieldDescriptor field : expected.getFields()) {
      JsonSchema.Field ours = actual.fields().get(field.getJsonName());
      assertThat(ours.number()).as(field.getFullName()).isEqualTo(field.getNumber());
      assertThat(ours.repeated()).as(field.getFullName()).isEqualTo(field.isRepeated());
      assertThat(typeOf(field)).as(field.getFullName()).isEqualTo(ours.type());
      assertThat(ours.names()).as(field.getFullName()).isEqualTo(namesOf(field));
      if (field.getType() == FieldDescriptor.Type.MESSAGE) {
        compare(field.getMessageType(), left);
      }
    }
  }

  private static Map<String, Integer> namesOf(FieldDescriptor field) {
    return field.getType() == FieldDescriptor.Type.ENUM
        ? field.getEnumType().getValues().stream()
            .collect(Collectors.toMap(EnumValueDescriptor::getName, EnumValueDescriptor::getNumber))
        : Map.of();
  }

  private static JsonSchema.Type typeOf(FieldDescriptor field) {
    return switch (field.getType()) {
      case BYTES -> field.getName().endsWith("_id") ? JsonSchema.Type.HEX : JsonSchema.Type.BASE64;
      default -> JsonSchema.Type.valueOf(field.getType().name());
    };
  }

  @Test
  void idsAreHexadecimalInEitherCase() throws Exception {
    Span span =
        span("\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"eee19b7ec3c1b174\"");

    assertThat(span.getTraceId().byteAt(0)).isEqualTo((byte) 0x5B);
    assertThat(span.getSpanId().size()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1544712660000000000", "\"1544712660000000000\"", "1.54471266e18"})
  void wholeNumbersOf64BitsAreTextsOrNumbers(String written) throws Exception {
    assertThat(span("\"startTimeUnixNano\":" + written).getStartTimeUnixNano())
        .isEqualTo(1544712660000000000L);
  }

  @Test
  void theLargestNumbersAreKept() throws Exception {
    assertThat(span("\"endTimeUnixNano\":\"18446744073709551615\"").getEndTimeUnixNano())
        .isEqualTo(-1);
    assertThat(value("{\"intValue\":\"-9223372036854775808\"}").getIntValue())
        .isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void unknownFieldsAndNullsAreIgnored() throws Exception {
    Span span =
        span(
            "\"new\":{\"deep\":[1,{}]},\"trace_id\":\"zz\",\"name\":null,\"events\":null,\"kind\":2");

    assertThat(span).isEqualTo(Span.newBuilder().setKindValue(2).build());
  }

  @Test
  void enumsAreNumbersOrNames() throws Exception {
    Span span = span("\"kind\":\"SPAN_KIND_CLIENT\",\"status\":{\"code\":\"STATUS_CODE_ERROR\"}");

    assertThat(span).isEqualTo(span("\"kind\":3,\"status\":{\"code\":2}"));
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
  }

  @Test
  void everyKindOfValueIsRead() throws Exception {
    assertThat(value("{\"boolValue\":true}").getBoolValue()).isTrue();
    assertThat(value("{\"doubleValue\":\"NaN\"}").getDoubleValue()).isNaN();
    assertThat(value("{\"doubleValue\":3}").getDoubleValue()).isEqualTo(3);
    assertThat(value("{\"bytesValue\":\"_-8=\"}").getBytesValue().toByteArray())
        .containsExactly(0xFF, 0xEF);
    assertThat(value("{\"arrayValue\":{\"values\":[{\"intValue\":1}]}}").getArrayValue())
        .extracting(array -> array.getValues(0).getIntValue())
        .isEqualTo(1L);
    assertThat(value("{\"kvlistValue\":{\"values\":[{\"key\":\"a\",\"value\":{}}]}}"))
        .extracting(list -> list.getKvlistValue().getValues(0).getKey())
        .isEqualTo("a");
    assertThat(value("{\"stringValue\":\"\"}").hasStringValue()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"traceId\":\"xyz\"; an id in hexadecimal",
        "\"traceId\":12; a string",
        "\"kind\":\"SERVER\"; the number of an enum's value",
        "\"startTimeUnixNano\":\"1.5\"; a whole number",
        "\"startTimeUnixNano\":-1; out of bounds",
        "\"startTimeUnixNano\":1e400; out of bounds",
        "\"flags\":4294967296; out of bounds",
        "\"attributes\":{}; a list",
        "\"status\":[]; an object",
        "\"events\":[null]; an object",
      })
  void whatIsNoOtlpIsRefusedWithItsPlace(String fields, String expectation) {
    assertThatThrownBy(() -> span(fields))
        .isInstanceOf(MalformedRequestException.class)
        .hasMessageContaining(expectation)
        .hasMessageContaining("line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{}x", "{\"resourceSpans\":[}", "\u0000"})
  void whatIsNoJsonObjectIsRefused(String body) {
    assertThatThrownBy(() -> transcoded(body)).isInstanceOf(MalformedRequestException.class);
  }

  @Test
  void nestingWithoutEndIsRefused() {
    String deep = "{\"kvlistValue\":{\"values\":[{\"key\":\"a\",\"value\":".repeat(1000);

    assertThatThrownBy(() -> value(deep)).isInstanceOf(MalformedRequestException.class);
  }

  @Test
  void anEmptyObjectIsAnEmptyRequest() throws Exception {
    assertThat(traces("{}")).isEqualTo(ExportTraceServiceRequest.getDefaultInstance());
  }

  @Test
  void longMessagesKeepTheirLengths()
      throws InvalidProtocolBufferException, MalformedRequestException {
    String name = "n".repeat(20_000);
    String json =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"%s\"},{\"name\":\"x\"}]}]}]}"
            .formatted(name);

    var spans =
        ExportTraceServiceRequest.parseFrom(transcoded(json))
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpansList();

    assertThat(spans).extracting(Span::getName).containsExactly(name, "x");
  }
}
