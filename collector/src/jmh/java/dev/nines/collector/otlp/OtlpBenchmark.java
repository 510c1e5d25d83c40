package dev.nines.collector.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
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
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a span costs one core, from the bytes of a request to the histograms of its tenants
/// (`collector/bench/jmh`; results stand in `docs/otlp.md`). Requests of 512 spans with 10
/// attributes each, for two tenants and 40 routes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "--sun-misc-unsafe-memory-access=allow")
public class OtlpBenchmark {
  private static final int SPANS = 512;
  private static final int REQUESTS = 40;
  private static final Instant NOW = OtlpRig.NOW;

  private final List<byte[]> protobuf = new ArrayList<>();
  private final List<byte[]> json = new ArrayList<>();
  private final List<byte[]> packed = new ArrayList<>();
  private final MemoryBudget budget = new MemoryBudget(1L << 30);
  private final Worker worker = worker();
  private int next;

  /// Makes the requests.
  @Setup
  public void requests() throws IOException {
    for (int i = 0; i < REQUESTS; i++) {
      ExportTraceServiceRequest request = request(i);
      protobuf.add(request.toByteArray());
      json.add(SpanJson.of(request));
      packed.add(gzip(request.toByteArray()));
    }
    System.out.printf(
        "%n# bytes a span: protobuf %d, gzip %d, JSON %d%n",
        protobuf.getFirst().length / SPANS,
        packed.getFirst().length / SPANS,
        json.getFirst().length / SPANS);
  }

  @Benchmark
  @OperationsPerInvocation(SPANS)
  public Answer protobuf() {
    return accept(Encoding.PROTOBUF, oneOf(protobuf));
  }

  @Benchmark
  @OperationsPerInvocation(SPANS)
  public Answer protobufGzip() {
    try (var room = new Reservation(budget, "bench")) {
      if (Body.gunzip(oneOf(packed), room) instanceof Body.Unpacked.Whole(byte[] whole)) {
        return accept(Encoding.PROTOBUF, whole);
      }
      throw new IllegalStateException("a request was not unpacked");
    }
  }

  @Benchmark
  @OperationsPerInvocation(SPANS)
  public Answer json() {
    return accept(Encoding.JSON, oneOf(json));
  }

  /// For comparison: generated classes, parsing alone.
  @Benchmark
  @OperationsPerInvocation(SPANS)
  public ExportTraceServiceRequest generatedClasses() throws InvalidProtocolBufferException {
    return ExportTraceServiceRequest.parseFrom(oneOf(protobuf));
  }

  private byte[] oneOf(List<byte[]> bodies) {
    next = (next + 1) % REQUESTS;
    return bodies.get(next);
  }

  private Answer accept(Encoding encoding, byte[] body) {
    Answer answer = worker.accept(Signal.TRACES, encoding, body, Sender.ANYONE);
    if (answer instanceof Answer.Accepted(long rejected, _) && rejected == 0) {
      return answer;
    }
    throw new IllegalStateException("a request was not accepted");
  }

  private static Worker worker() {
    var names = new AttributeNames();
    var tenants = new TenantFinder(OtlpRig.directory(), TenantRule.DEFAULTS, names);
    var _ = new SpanNames(names);
    var heard = new Heard();
    var counts = new SpanCounts(OtlpRig.RULES, heard, new Exemplars(), series -> true);
    InstantSource clock = InstantSource.fixed(NOW);
    return new Worker(
        names,
        OtlpRig.RULES,
        counts.newTally(),
        tenants,
        new MetricSamples(Duration.ofHours(1), clock, observation -> {}, series -> true),
        Outlet.NONE,
        heard,
        new TenantRates(Long.MAX_VALUE / TenantRates.BURST_SECONDS),
        new Counters(),
        clock);
  }

  private static ExportTraceServiceRequest request(int number) {
    var random = new Random(number);
    var spans = ScopeSpans.newBuilder();
    for (int i = 0; i < SPANS; i++) {
      spans.addSpans(span(random));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAllAttributes(Spans.attributes("service.name", "shop")))
                .addScopeSpans(spans))
        .build();
  }

  private static Span span(Random random) {
    String tenant = random.nextBoolean() ? "acme" : "globex";
    List<KeyValue> attributes = new ArrayList<>();
    Spans.attributes(
            "tenant.id",
            tenant,
            "http.request.method",
            random.nextInt(4) == 0 ? "POST" : "GET",
            "http.route",
            "/api/v1/orders/{id}/" + random.nextInt(40),
            "url.path",
            "/api/v1/orders/" + random.nextInt(100_000),
            "url.scheme",
            "https",
            "server.address",
            tenant + ".example.com",
            "user_agent.original",
            "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
            "network.protocol.version",
            "1.1")
        .forEach(attributes::add);
    attributes.add(Spans.number("http.response.status_code", random.nextInt(50) == 0 ? 500 : 200));
    attributes.add(Spans.number("server.port", 443));
    byte[] traceId = new byte[16];
    random.nextBytes(traceId);
    return Spans.span(
            Span.SpanKind.SPAN_KIND_SERVER,
            NOW.minusMillis(random.nextInt(10_000)),
            Duration.ofMillis(1 + random.nextInt(400)))
        .setTraceId(ByteString.copyFrom(traceId))
        .addAllAttributes(attributes)
        .build();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packing = new GZIPOutputStream(out)) {
      packing.write(bytes);
    }
    return out.toByteArray();
  }
}
