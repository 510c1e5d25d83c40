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

  private Welcome() {}

  static String text(int consolePort, Saas saas, Optional<Monitoring> monitoring, Duration took) {
    var text = new StringBuilder();
    text.append('\n').append(RULE).append('\n');
    line(text, "Console", "http://127.0.0.1:" + consolePort + "/");
    line(text, "Report", "http://127.0.0.1:" + consolePort + "/reports/" + EXAMPLE);
    line(text, "The SaaS", saas.url());
    line(text, "Its faults", saas.faultsUrl());
    monitoring.ifPresent(each -> each.addresses().forEach((name, url) -> line(text, name, url)));
    text.append("\nBreak something, and mend it again:\n");
    text.append(curl(saas, Fault.DATABASE_DOWN, "?tenant=" + EXAMPLE + "&on=true"));
    text.append(curl(saas, Fault.DATABASE_DOWN, "?tenant=" + EXAMPLE + "&on=false"));
    text.append(
        "\nReady in %s. Ctrl-C stops everything.\n".formatted(Progress.seconds(took.toNanos())));
    return text.append(RULE).toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-13s %s%n".formatted(name, value));
  }

  private static String curl(Saas saas, Fault fault, String query) {
    return "  curl -X POST '%s/%s%s'%n".formatted(saas.faultsUrl(), fault.text(), query);
  }
}
