package dev.nines.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.nines.collector.otlp.metric.MetricSamples;
import dev.nines.collector.otlp.span.Exemplars;
import dev.nines.collector.otlp.span.Heard;
import dev.nines.collector.otlp.span.SpanCounts;
import dev.nines.collector.otlp.span.SpanNames;
import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.tenant.TenantRates;
import dev.nines.collector.otlp.tenant.TenantRule;
import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.collector.otlp.wire.JsonSchema;
import dev.nines.collector.otlp.wire.JsonTranscoder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Random requests, whole and broken: nothing but an answer ever comes out.
class OtlpFuzzTest {
  private static final int ROUNDS = 400;
  private static final int DEEPEST = 9;

  private static final Map<Signal, Message> DEFAULTS =
      Map.of(
          Signal.TRACES, ExportTraceServiceRequest.getDefaultInstance(),
          Signal.METRICS, ExportMetricsServiceRequest.getDefaultInstance(),
          Signal.LOGS, ExportLogsServiceRequest.getDefaultInstance());

  private final Worker worker = worker();

  private static Worker worker() {
    var names = new AttributeNames();
    var tenants = new TenantFinder(OtlpRig.directory(), TenantRule.DEFAULTS, names);
    var _ = new SpanNames(names);
    var heard = new Heard();
    InstantSource clock = InstantSource.fixed(OtlpRig.NOW);
    var counts = new SpanCounts(OtlpRig.RULES, heard, new Exemplars(), series -> true);
    return new Worker(
        names,
        OtlpRig.RULES,
        counts.newTally(),
        tenants,
        new MetricSamples(Duration.ofDays(99_999), clock, observation -> {}, series -> true),
        Outlet.NONE,
        heard,
        new TenantRates(Long.MAX_VALUE / TenantRates.BURST_SECONDS),
        new Counters(),
        clock);
  }

  @ParameterizedTest
  @EnumSource
  void wholeRequestsAreAcceptedAndInBothEncodingsAlike(Signal signal) throws Exception {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Message message = random(new Random(seed), DEFAULTS.get(signal).newBuilderForType(), 0);
      byte[] json = SpanJson.of(message);

      assertThat(worker.accept(signal, Encoding.PROTOBUF, message.toByteArray(), Sender.ANYONE))
          .as("seed %d", seed)
          .isInstanceOf(Answer.Accepted.class);
      byte[] transcoded =
          new JsonTranscoder().transcode(json, JsonSchema.message(signal.requestMessage()));
      assertThat(parsed(message, transcoded)).as("seed %d", seed).isEqualTo(message);
    }
  }

  private static Message parsed(Message prototype, byte[] bytes)
      throws InvalidProtocolBufferException {
    return prototype.getParserForType().parseFrom(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void brokenRequestsAreAnswered(Signal signal) throws Exception {
    for (int seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      Message message = random(random, DEFAULTS.get(signal).newBuilderForType(), 0);
      for (Encoding encoding : Encoding.values()) {
        byte[] whole = encoding == Encoding.JSON ? SpanJson.of(message) : message.toByteArray();
        assertThat(worker.accept(signal, encoding, broken(whole, random), Sender.ANYONE))
            .as("seed %d", seed)
            .isNotNull();
      }
    }
  }

  /// Some bytes changed, cut, or put in twice.
  private static byte[] broken(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(6); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length + 1);
    return java.util.Arrays.copyOf(bytes, length);
  }

  private static Message random(Random random, Message.Builder builder, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      boolean nested = field.getType() == FieldDescriptor.Type.MESSAGE;
      if (random.nextInt(4) == 0 || (nested && depth > DEEPEST)) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(3); i > 0; i--) {
          builder.addRepeatedField(field, value(random, builder, field, depth));
        }
      } else {
        builder.setField(field, value(random, builder, field, depth));
      }
    }
    return builder.build();
  }

  private static Object value(
      Random random, Message.Builder builder, FieldDescriptor field, int depth) {
    return switch (field.getType()) {
      case MESSAGE -> random(random, builder.newBuilderForField(field), depth + 1);
      case STRING -> field.getName() + random.nextInt(5) + "\u00e9\"\n";
      case BYTES -> bytes(random, field);
      case BOOL -> random.nextBoolean();
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      case DOUBLE -> random.nextGaussian();
      case INT32, SINT32 -> random.nextInt();
      case UINT32, FIXED32 -> random.nextInt();
      default -> random.nextInt(3) == 0 ? random.nextLong() : (long) random.nextInt(100);
    };
  }

  private static ByteString bytes(Random random, FieldDescriptor field) {
    return SpanJson.id(field.getName().equals("trace_id") ? 16 : 8, random.nextLong());
  }
}
