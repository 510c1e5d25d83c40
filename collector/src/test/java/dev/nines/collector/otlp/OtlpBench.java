package dev.nines.collector.otlp;

import com.sun.management.ThreadMXBean;
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
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/// How many spans one core counts, from the bytes of a request to the histograms of its tenants.
/// Requests of 512 spans with 10 attributes each, for two tenants and 40 routes; run by hand (the
/// command stands in the README).
final class OtlpBench {
  private static final int SPANS = 512;
  private static final int REQUESTS = 40;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration MEASURED = Duration.ofSeconds(10);
  private static final Instant NOW = OtlpRig.NOW;

  private OtlpBench() {}

  public static void main(String[] args) throws Exception {
    List<byte[]> protobuf = new ArrayList<>();
    List<byte[]> json = new ArrayList<>();
    List<byte[]> packed = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      ExportTraceServiceRequest request = request(i);
      protobuf.add(request.toByteArray());
      json.add(SpanJson.of(request));
      packed.add(gzip(request.toByteArray()));
    }
    var budget = new MemoryBudget(1L << 30);
    Worker worker = worker();
    measure("protobuf", protobuf, body -> accept(worker, Encoding.PROTOBUF, body));
    measure(
        "protobuf, gzip",
        packed,
        body -> {
          try (var room = new Reservation(budget, "bench")) {
            if (Body.gunzip(body, room) instanceof Body.Unpacked.Whole(byte[] whole)) {
              accept(worker, Encoding.PROTOBUF, whole);
            }
          }
        });
    measure("JSON", json, body -> accept(worker, Encoding.JSON, body));
    measure(
        "generated classes, parsing alone",
        protobuf,
        body -> {
          try {
            ExportTraceServiceRequest.parseFrom(body);
          } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
          }
        });
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

  private static void accept(Worker worker, Encoding encoding, byte[] body) {
    if (!(worker.accept(Signal.TRACES, encoding, body, Sender.ANYONE)
            instanceof Answer.Accepted(long rejected, _)
        && rejected == 0)) {
      throw new IllegalStateException("a request was not accepted");
    }
  }

  private static void measure(String what, List<byte[]> bodies, Consumer<byte[]> accept) {
    run(bodies, accept, WARM_UP);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long cpu = threads.getCurrentThreadCpuTime();
    long spans = run(bodies, accept, MEASURED);
    double seconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
    System.out.printf(
        "%-34s %,10.0f spans/s of processor time, %6.0f bytes allocated a span, %4d bytes a span%n",
        what,
        spans / seconds,
        (threads.getCurrentThreadAllocatedBytes() - allocated) / (double) spans,
        bodies.getFirst().length / SPANS);
  }

  private static long run(List<byte[]> bodies, Consumer<byte[]> accept, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long spans = 0;
    for (int i = 0; System.nanoTime() < end; i++) {
      accept.accept(bodies.get(i % bodies.size()));
      spans += SPANS;
    }
    return spans;
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
        .setTraceId(com.google.protobuf.ByteString.copyFrom(traceId))
        .addAllAttributes(attributes)
        .build();
  }

  private static byte[] gzip(byte[] bytes) throws java.io.IOException {
    var out = new ByteArrayOutputStream();
    try (var packing = new GZIPOutputStream(out)) {
      packing.write(bytes);
    }
    return out.toByteArray();
  }
}
