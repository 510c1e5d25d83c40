package dev.nines.collector.scrape;

import dev.nines.collector.relabel.Relabeling;
import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.BudgetingMethod;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.sli.Selection;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Processor time of reading a body and selecting from it, without HTTP and evaluation: 10,000
/// tenants of 16 series in one body, two of them selected. Prints microseconds a sample.
final class ScrapeBenchmark {
  private static final int TENANTS = 10_000;
  private static final int SERIES = 16;
  private static final int ROUNDS = 60;

  private ScrapeBenchmark() {}

  public static void main(String[] arguments) throws MalformedExpositionException {
    PrintStream out = System.out;
    var selection = new Selection(List.of(objective()));
    var job =
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
    var target =
        new ScrapeTarget(
            job,
            "bench",
            URI.create("http://a:1/"),
            Map.of("job", "bench", "instance", "a:1"),
            job.interval(),
            job.timeout());
    var parser =
        new ExpositionParser(
            new SeriesMaker(target, selection::wants)::make, job.limits(), new Overflow(), true);
    var threads = ManagementFactory.getThreadMXBean();
    byte[][] bodies = {body(0), body(1), body(2)};
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = bodies[round % bodies.length];
      long before = threads.getCurrentThreadCpuTime();
      ExpositionParser.Outcome outcome = parser.parse(body, body.length, false, at);
      long parsed = threads.getCurrentThreadCpuTime();
      selection.accept(
          new Observation(
              "scrape", "bench", at, new Reading.Complete(outcome.samples(), List.of())));
      long selected = threads.getCurrentThreadCpuTime();
      if (round % 10 == 9) {
        out.printf(
            "round %d: parse %.3f µs, select %.3f µs a sample%n",
            round + 1,
            (parsed - before) / 1e3 / outcome.scraped(),
            (selected - parsed) / 1e3 / outcome.scraped());
      }
      at = at.plus(job.interval());
    }
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

  private static Objective objective() {
    return new Objective(
        "availability",
        "bench",
        "availability",
        "",
        new Indicator.Ratio(
            Indicator.Counted.BAD,
            "sum by (tenant) (rate(http_requests_total{code=\"500\"}[5m]))",
            "sum by (tenant) (rate(http_requests_total[5m]))",
            Optional.empty()),
        "tenant",
        new BigDecimal("0.999"),
        Map.of(),
        new BudgetWindow.Rolling(Duration.ofDays(30)),
        new BudgetingMethod.Occurrences(),
        MissingPolicy.LEFT_OUT,
        AlertPolicy.DEFAULT,
        Map.of(),
        "slo.yaml:1");
  }
}
