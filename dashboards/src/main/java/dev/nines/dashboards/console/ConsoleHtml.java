package dev.nines.dashboards.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/// Writes page records as HTML, by the templates under `src/main/jte/console`. Everything that a
/// page record holds is escaped for where it stands. Thread-safe.
final class ConsoleHtml {
  private static final int TYPICAL_LENGTH = 64 * 1024;

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          ConsoleHtml.class.getClassLoader(),
          "dev.nines.dashboards.templates");

  String fleet(FleetPage page) {
    return render("fleet", page);
  }

  String tenant(TenantPage page) {
    return render("tenant", page);
  }

  String alerts(AlertsPage page) {
    return render("alerts", page);
  }

  String quality(QualityPage page) {
    return render("quality", page);
  }

  String sources(SourcesPage page) {
    return render("sources", page);
  }

  String demo(DemoPage page) {
    return render("demo", page);
  }

  String problem(ProblemPage page) {
    return render("problem", page);
  }

  private String render(String template, Object page) {
    var output = new StringOutput(TYPICAL_LENGTH);
    engine.render("console/" + template + ".jte", page, output);
    return output.toString();
  }
}
