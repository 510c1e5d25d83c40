package dev.nines.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloorPlanTest {

  @ParameterizedTest
  @CsvSource({
    "slo.window, slo.model, true",
    "slo.window, slo.window.calendar, true",
    "slo.model, slo.window, false",
    "alerts.lifecycle, slo.verdict, true",
    "slo.verdict, alerts.lifecycle, false",
    "alerts.lifecycle, dashboards.console, false",
    "collector.scrape, collector.source, true",
    "collector.scrape, collector.probe, false",
    "collector.otlp, collector.otlp.span, true",
    "collector.otlp.span, collector.otlp.wire, true",
    "collector.otlp.span, collector.otlp.metric, false",
    "collector.otlp.wire, collector.otlp, false",
    "collector.gateway, dashboards.console, true",
    "dashboards.console, dashboards.templates.console, true",
    "dashboards.templates, dashboards.report, true",
  })
  void aRoomUsesOnlyRoomsBelowIt(String from, String to, boolean allowed) {
    String home = "dev.nines." + from;
    String target = "dev.nines." + to;
    FloorPlan module = FloorPlan.of(home).orElseThrow();
    assertThat(module.allows(home, FloorPlan.of(target).orElseThrow(), target)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"slo.model, true", "slo.cellar, false", "dashboards.templates.console, true"})
  void aRoomOutsideThePlanIsNoticed(String room, boolean known) {
    String name = "dev.nines." + room;
    assertThat(FloorPlan.of(name).orElseThrow().knows(name)).isEqualTo(known);
  }
}
