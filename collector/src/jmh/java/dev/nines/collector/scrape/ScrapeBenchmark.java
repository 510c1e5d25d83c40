package dev.nines.collector.scrape;

import dev.nines.collector.relabel.Relabeling;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.sli.Selection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

/// What a scraped sample costs, without HTTP and evaluation: 10,000 tenants of 16 series in one
/// body, two of them selected (`collector/bench/jmh`; results stand in `docs/scrape.md`).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ScrapeBenchmark {
  private static final int TENANTS = 10_000;
  private static final int SERIES = 16;
  private static final int BODIES = 3;
  private static final int SAMPLES = TENANTS * SERIES;

  private final ScrapeJob job =
      new ScrapeJob(
          "bench",
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          "http",
          "/metrics",
          Map.of(),
          false,
          true,
          Relabeling.NONE,
          Relabeling.NONE,
          ScrapeLimits.DEFAULT,
          ScrapeJob.Authorization.NONE);
  private final List<byte[]> bodies = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private Selection selection;
  private ExpositionParser parser;
  private Instant at = Instant.parse("2026-01-01T00:00:00Z");
  private int next;

  /// Makes the bodies, and reads each once.
  @Setup
  public void bodies() throws MalformedExpositionException {
    selection = new Selection(List.of(RequestPromise.of("http_requests_total")));
    var target =
        new ScrapeTarget(
            job,
            "bench",
            URI.create("http://a:1/"),
            Map.of("job", "bench", "instance", "a:1"),
            job.interval(),
            job.timeout());
    parser =
        new ExpositionParser(
            new SeriesMaker(target, selection::wants)::make, job.limits(), new Overflow(), true);
    for (int i = 0; i < BODIES; i++) {
      bodies.add(body(i));
      readings.add(new Reading.Complete(parse().samples(), List.of()));
    }
  }

  /// From bytes to the samples that some promise needs; an operation is a sample of the body.
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public ExpositionParser.Outcome parse() throws MalformedExpositionException {
    byte[] body = bodies.get(next++ % bodies.size());
    at = at.plus(job.interval());
    return parser.parse(body, body.length, false, at);
  }

  /// From these samples to counts; an operation is a sample of the body all the same.
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public Object select() {
    Reading reading = readings.get(next++ % BODIES);
    at = at.plus(job.interval());
    return selection.accept(new Observation("scrape", "bench", at, reading));
  }

  private static byte[] body(int variant) {
    var text = new StringBuilder();
    for (int series = 0; series < SERIES; series++) {
      String name = series < 2 ? "http_requests_total" : "other_" + series + "_total";
      for (int tenant = 0; tenant < TENANTS; tenant++) {
        text.append(name)
            .append("{tenant=\"tenant-%05d\",code=\"%d\"} ".formatted(tenant, 200 + 300 * series))
            .append(1000 + tenant + 10 * variant)
            .append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
