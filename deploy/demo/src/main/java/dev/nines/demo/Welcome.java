package dev.nines.demo;

import dev.nines.demo.saas.Fault;
import dev.nines.demo.saas.Saas;
import dev.nines.demo.server.Monitoring;
import java.time.Duration;
import java.util.Optional;

/// What the demo says when everything runs: where to look, and what to try.
final class Welcome {

  private static final String RULE = "─".repeat(78);
  private static final String EXAMPLE = "meridian";

  /// The tenant that had an outage last week.
  private static final String REPORTED = "northwind";

  private Welcome() {}

  static String text(int consolePort, Saas saas, Optional<Monitoring> monitoring, Duration took) {
    String console = "http://127.0.0.1:" + consolePort;
    var text = new StringBuilder();
    text.append('\n').append(RULE).append('\n');
    line(text, "Console", console + "/");
    line(text, "Break it", console + "/demo");
    line(text, "A report", console + "/reports/" + REPORTED);
    monitoring.ifPresent(each -> each.addresses().forEach((name, url) -> line(text, name, url)));
    line(text, "The SaaS", saas.url() + "/t/" + EXAMPLE + "/health");
    text.append(
        """

        Try this:
          1. Take a tenant's database away, on the page above or with
               %s
          2. Watch the console: the page comes in about a minute%s.
          3. Give it back, and the alert resolves:
               %s
          More faults: curl %s

        What is older than this first start is invented, so that there is something to see.
        Ready after %s. Ctrl-C stops everything.
        """
            .formatted(
                curl(saas, "?tenant=" + EXAMPLE + "&on=true"),
                monitoring.flatMap(Monitoring::alertmanagerUrl).isPresent()
                    ? ", there and in Alertmanager"
                    : "",
                curl(saas, "?tenant=" + EXAMPLE + "&on=false"),
                saas.faultsUrl(),
                Progress.seconds(took.toNanos())));
    return text.append(RULE).toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-13s %s%n".formatted(name, value));
  }

  private static String curl(Saas saas, String query) {
    return "curl -X POST '%s/%s%s'".formatted(saas.faultsUrl(), Fault.DATABASE_DOWN.text(), query);
  }
}
