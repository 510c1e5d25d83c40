package dev.nines.alerts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.window.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordingTest {
  private static final AlertSettings SETTINGS =
      new AlertSettings(
          "https://runbooks.example/{alertname}.md",
          "https://nines.example/tenants/{tenant}?slo={slo}",
          "https://nines.example/?slo={slo}");

  @Test
  void aPageSaysEverythingInPlainWords() {
    var page = alert(Burns.outage("acme", Duration.ofSeconds(60)));
    assertThat(page.annotations())
        .containsEntry(
            "summary",
            "Acme Corp (enterprise): Availability: 20 % failed in the last 5 min, error budget"
                + " burns 16.7 times too fast")
        .containsEntry(
            "description",
            """
            Users of shop are hit. What should hold: The shop opens and answers.
            In the last 5 min 20 % failed, in the last 1 h 1.67 %. Promised to Acme Corp: 99.9 % over 30 d.
            Alerting since 2026-11-20 12:00 UTC. This burns 16.7 times as fast as it may; it alerts above 14.4 times, in both windows.
            Error budget left: 97.7 % of 43 min 12 s of total outage. Spent in 3 h 31 min if it goes on like this.
            Contract: enterprise, €120,000 a year.\
            """)
        .containsEntry("since", "2026-11-20 12:00 UTC")
        .containsEntry("burn_rate", "16.7")
        .containsEntry("window", "1 h")
        .containsEntry("budget_left", "97.7 %")
        .containsEntry("budget_spent_in", "3 h 31 min")
        .containsEntry("contract_value", "€120,000 a year")
        .containsEntry("runbook_url", "https://runbooks.example/TenantSloBurn.md")
        .containsEntry("dashboard_url", "https://nines.example/tenants/acme?slo=availability");
  }

  @Test
  void whatOthersKnowIsTold() {
    var facts =
        new PageFacts(
            Optional.of(new PageFacts.Deploy("shop 4.2", Burns.NOON.minus(Duration.ofMinutes(12)))),
            Optional.of(
                new PageFacts.Trace("4bf92f35", Optional.of("https://traces.example/4bf92f35"))),
            Optional.of(Duration.ofMinutes(95)));
    var lifecycle =
        new AlertLifecycle(
            new MemoryAlertStore(),
            SETTINGS.with(PageTemplates.shipped(), Optional.of("https://am.example/")),
            (_, _) -> facts,
            Maintenance.NONE,
            _ -> false,
            List::of);
    lifecycle.step(
        List.of(Burns.outage("acme", Duration.ofSeconds(60))), List.of(), Burns.NOON, true);
    var page = lifecycle.active().getFirst();
    assertThat(page.annotations().get("description"))
        .endsWith(
            """
            The contract is breached in 1 h 35 min if it goes on like this.
            Last deployment: shop 4.2 at 2026-11-20 11:48 UTC, 12 min before it burned.
            A request that failed: https://traces.example/4bf92f35
            Contract: enterprise, €120,000 a year.
            To silence it: https://am.example/#/silences/new?filter=%7Bservice%3D%22shop%22%2Cslo%3D%22availability%22%2Ctenant%3D%22acme%22%7D\
            """);
    assertThat(page.annotations())
        .containsEntry("contract_breach_in", "1 h 35 min")
        .containsEntry("trace_url", "https://traces.example/4bf92f35")
        .containsKey("last_deploy");
  }

  @Test
  void aFleetsPageNamesTheDeploymentAndTheWorstMembersTrace() {
    var lifecycle =
        new AlertLifecycle(
            new MemoryAlertStore(),
            SETTINGS,
            (verdict, _) ->
                new PageFacts(
                    Optional.of(new PageFacts.Deploy("shop 4.2", Burns.NOON.minusSeconds(90))),
                    Optional.of(
                        new PageFacts.Trace("of-" + verdict.tenant().id(), Optional.empty())),
                    Optional.empty()),
            Maintenance.NONE,
            _ -> false,
            List::of);
    lifecycle.step(
        IntStream.range(0, 6)
            .mapToObj(n -> Burns.outage("t" + n, Duration.ofSeconds(n == 3 ? 200 : 60)))
            .toList(),
        List.of(),
        Burns.NOON,
        true);
    assertThat(lifecycle.active().getFirst().annotations().get("description"))
        .contains(
            """
            Last deployment: shop 4.2 at 2026-11-20 11:58 UTC, 1 min 30 s before it burned.
            A request that failed: trace of-t3\
            """);
  }

  @Test
  void anOverspentBudgetIsCalledSpent() {
    var page = alert(Burns.outage("acme", Duration.ofHours(2)));
    assertThat(page.annotations().get("description"))
        .contains("The error budget (43 min 12 s of total outage) is spent, by 278 %.");
  }

  @Test
  void whatWasNotMeasuredIsSaid() {
    var page =
        alert(
            Burns.judge(
                "acme",
                window -> {
                  int minutes = (int) window.toMinutes();
                  return new Figures(500, 500, 0, minutes / 2, 0, minutes);
                }));
    assertThat(page.annotations().get("summary")).contains("250 to 750 times too fast");
    assertThat(page.annotations().get("description"))
        .contains("25 % to 75 % (not all was measured)");
  }

  private static Alert alert(Verdict verdict) {
    var lifecycle = new AlertLifecycle(new MemoryAlertStore(), SETTINGS);
    lifecycle.step(List.of(verdict), List.of(), Burns.NOON, true);
    return lifecycle.active().getFirst();
  }
}
