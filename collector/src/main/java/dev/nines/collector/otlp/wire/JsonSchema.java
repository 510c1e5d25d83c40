package dev.nines.collector.otlp.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The messages of opentelemetry-proto 1.x as far as OTLP/JSON needs them: for each message the
/// JSON names of its fields, their numbers and types.
///
/// Kept as text because that is what it is compared with: the `.proto` files. A test compares it
/// with the generated descriptors.
public final class JsonSchema {
  /// How the value of a field is written.
  enum Type {
    STRING,
    BASE64,
    HEX,
    BOOL,
    ENUM,
    INT32,
    UINT32,
    SINT32,
    INT64,
    UINT64,
    FIXED32,
    FIXED64,
    SFIXED64,
    DOUBLE,
    MESSAGE
  }

  /// One field.
  ///
  /// @param number its number
  /// @param type how it is written
  /// @param message the message that it holds, if it holds one
  /// @param repeated whether it is a list
  /// @param names the values of its enum by their names, if it is one
  record Field(
      int number,
      Type type,
      @Nullable Message message,
      boolean repeated,
      Map<String, Integer> names) {}

  /// A message: its fields by their names in JSON.
  public static final class Message {
    private final Map<String, Field> fields = new HashMap<>();

    @Nullable Field field(String jsonName) {
      return fields.get(jsonName);
    }

    Map<String, Field> fields() {
      return Map.copyOf(fields);
    }
  }

  private static final String TEXT =
      """
      ExportTraceServiceRequest: resourceSpans 1 *ResourceSpans
      ExportMetricsServiceRequest: resourceMetrics 1 *ResourceMetrics
      ExportLogsServiceRequest: resourceLogs 1 *ResourceLogs
      AnyValue: stringValue 1 string, boolValue 2 bool, intValue 3 int64, doubleValue 4 double, arrayValue 5 ArrayValue, kvlistValue 6 KeyValueList, bytesValue 7 base64, stringValueStrindex 8 int32
      ArrayValue: values 1 *AnyValue
      KeyValueList: values 1 *KeyValue
      KeyValue: key 1 string, value 2 AnyValue, keyStrindex 3 int32
      InstrumentationScope: name 1 string, version 2 string, attributes 3 *KeyValue, droppedAttributesCount 4 uint32
      EntityRef: schemaUrl 1 string, type 2 string, idKeys 3 *string, descriptionKeys 4 *string
      Resource: attributes 1 *KeyValue, droppedAttributesCount 2 uint32, entityRefs 3 *EntityRef
      ResourceSpans: resource 1 Resource, scopeSpans 2 *ScopeSpans, schemaUrl 3 string
      ScopeSpans: scope 1 InstrumentationScope, spans 2 *Span, schemaUrl 3 string
      Span: traceId 1 hex, spanId 2 hex, traceState 3 string, parentSpanId 4 hex, flags 16 fixed32, name 5 string, kind 6 enum, startTimeUnixNano 7 fixed64, endTimeUnixNano 8 fixed64, attributes 9 *KeyValue, droppedAttributesCount 10 uint32, events 11 *Event, droppedEventsCount 12 uint32, links 13 *Link, droppedLinksCount 14 uint32, status 15 Status
      Event: timeUnixNano 1 fixed64, name 2 string, attributes 3 *KeyValue, droppedAttributesCount 4 uint32
      Link: traceId 1 hex, spanId 2 hex, traceState 3 string, attributes 4 *KeyValue, droppedAttributesCount 5 uint32, flags 6 fixed32
      Status: message 2 string, code 3 enum
      ResourceMetrics: resource 1 Resource, scopeMetrics 2 *ScopeMetrics, schemaUrl 3 string
      ScopeMetrics: scope 1 InstrumentationScope, metrics 2 *Metric, schemaUrl 3 string
      Metric: name 1 string, description 2 string, unit 3 string, gauge 5 Gauge, sum 7 Sum, histogram 9 Histogram, exponentialHistogram 10 ExponentialHistogram, summary 11 Summary, metadata 12 *KeyValue
      Gauge: dataPoints 1 *NumberDataPoint
      Sum: dataPoints 1 *NumberDataPoint, aggregationTemporality 2 enum, isMonotonic 3 bool
      Histogram: dataPoints 1 *HistogramDataPoint, aggregationTemporality 2 enum
      ExponentialHistogram: dataPoints 1 *ExponentialHistogramDataPoint, aggregationTemporality 2 enum
      Summary: dataPoints 1 *SummaryDataPoint
      NumberDataPoint: attributes 7 *KeyValue, startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, asDouble 4 double, asInt 6 sfixed64, exemplars 5 *Exemplar, flags 8 uint32
      HistogramDataPoint: attributes 9 *KeyValue, startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, count 4 fixed64, sum 5 double, bucketCounts 6 *fixed64, explicitBounds 7 *double, exemplars 8 *Exemplar, flags 10 uint32, min 11 double, max 12 double
      ExponentialHistogramDataPoint: attributes 1 *KeyValue, startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, count 4 fixed64, sum 5 double, scale 6 sint32, zeroCount 7 fixed64, positive 8 Buckets, negative 9 Buckets, flags 10 uint32, exemplars 11 *Exemplar, min 12 double, max 13 double, zeroThreshold 14 double
      Buckets: offset 1 sint32, bucketCounts 2 *uint64
      SummaryDataPoint: attributes 7 *KeyValue, startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, count 4 fixed64, sum 5 double, quantileValues 6 *ValueAtQuantile, flags 8 uint32
      ValueAtQuantile: quantile 1 double, value 2 double
      Exemplar: filteredAttributes 7 *KeyValue, timeUnixNano 2 fixed64, asDouble 3 double, asInt 6 sfixed64, spanId 4 hex, traceId 5 hex
      ResourceLogs: resource 1 Resource, scopeLogs 2 *ScopeLogs, schemaUrl 3 string
      ScopeLogs: scope 1 InstrumentationScope, logRecords 2 *LogRecord, schemaUrl 3 string
      LogRecord: timeUnixNano 1 fixed64, observedTimeUnixNano 11 fixed64, severityNumber 2 enum, severityText 3 string, body 5 AnyValue, attributes 6 *KeyValue, droppedAttributesCount 7 uint32, flags 8 fixed32, traceId 9 hex, spanId 10 hex, eventName 12 string
      """;

  /// The enums by the fields that hold them: what all names begin with, then each, from 0 on.
  private static final String ENUMS =
      """
      kind: SPAN_KIND_ UNSPECIFIED INTERNAL SERVER CLIENT PRODUCER CONSUMER
      code: STATUS_CODE_ UNSET OK ERROR
      aggregationTemporality: AGGREGATION_TEMPORALITY_ UNSPECIFIED DELTA CUMULATIVE
      severityNumber: SEVERITY_NUMBER_ UNSPECIFIED TRACE TRACE2 TRACE3 TRACE4 DEBUG DEBUG2 DEBUG3 DEBUG4 INFO INFO2 INFO3 INFO4 WARN WARN2 WARN3 WARN4 ERROR ERROR2 ERROR3 ERROR4 FATAL FATAL2 FATAL3 FATAL4
      """;

  private static final Map<String, Map<String, Integer>> NAMES = names();
  private static final Pattern MESSAGE_NAME = Pattern.compile("[A-Z].*");
  private static final Map<String, Message> MESSAGES = parse();

  private JsonSchema() {}

  /// The message of this name.
  public static Message message(String name) {
    Message found = MESSAGES.get(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no message " + name);
    }
    return found;
  }

  static Map<String, Message> messages() {
    return Map.copyOf(MESSAGES);
  }

  private static Map<String, Map<String, Integer>> names() {
    var byField = new HashMap<String, Map<String, Integer>>();
    for (String line : ENUMS.lines().toList()) {
      String[] words = line.split(" ");
      var numbers = new HashMap<String, Integer>();
      for (int i = 2; i < words.length; i++) {
        numbers.put(words[1] + words[i], i - 2);
      }
      byField.put(words[0].substring(0, words[0].length() - 1), Map.copyOf(numbers));
    }
    return byField;
  }

  private static Map<String, Message> parse() {
    var messages = new HashMap<String, Message>();
    TEXT.lines().forEach(line -> messages.put(line.substring(0, line.indexOf(':')), new Message()));
    TEXT.lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              Message message = Objects.requireNonNull(messages.get(line.substring(0, colon)));
              for (String field : line.substring(colon + 2).split(", ")) {
                String[] words = field.split(" ");
                message.fields.put(words[0], field(words, messages));
              }
            });
    return messages;
  }

  /// @param words name, number and type
  private static Field field(String[] words, Map<String, Message> messages) {
    int number = Integer.parseInt(words[1]);
    boolean repeated = words[2].startsWith("*");
    String type = repeated ? words[2].substring(1) : words[2];
    return MESSAGE_NAME.matcher(type).matches()
        ? new Field(number, Type.MESSAGE, messages.get(type), repeated, Map.of())
        : new Field(
            number,
            Type.valueOf(type.toUpperCase(Locale.ROOT)),
            null,
            repeated,
            type.equals("enum") ? NAMES.getOrDefault(words[0], Map.of()) : Map.of());
  }
}
