package dev.nines.alerts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.yaml.Diagnostic;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTemplatesTest {

  @Test
  void aFileMayWordOneAlertOnly() {
    var outcome =
        PageTemplates.read("mine.yml", "TenantSloBurn:\n  summary: 'Help {tenant_name}'\n");
    assertThat(outcome.diagnostics()).isEmpty();
    var shipped = PageTemplates.shipped();
    assertThat(outcome.templates().burn().summary().render(Map.of("tenant_name", "Acme")))
        .isEqualTo("Help Acme");
    assertThat(outcome.templates().burn().description()).isEqualTo(shipped.burn().description());
    assertThat(outcome.templates().fleet()).isEqualTo(shipped.fleet());
  }

  @Test
  void aFigureThatDoesNotExistIsReportedAtItsPlace() {
    var outcome =
        PageTemplates.read(
            "mine.yml",
            """
            TenantSloBurn:
              description: |
                Burns since {since}.
                Ask {tenant_nam}.
            """);
    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::render)
        .containsExactly(
            "mine.yml:4:9: error: TenantSloBurn.description: there is no figure {tenant_nam}."
                + " Did you mean 'tenant_name'? Write it so, or remove it.");
  }

  @Test
  void anAlertThatDoesNotExistIsReported() {
    assertThat(PageTemplates.read("mine.yml", "TenantSloBurns: {}").diagnostics()).hasSize(1);
  }

  @Test
  void aFileThatIsMissingIsReported() {
    assertThat(PageTemplates.read(Path.of("no/such.yml")).diagnostics()).hasSize(1);
  }

  @Test
  void aLineWithoutItsFigureIsLeftOut() {
    var template = new Template("Burns.\nDeployed: {last_deploy}\nSince {since}.");
    assertThat(template.render(Map.of("since", "noon"))).isEqualTo("Burns.\nSince noon.");
  }

  @Test
  void aFigureMayHoldBracesAndDollars() {
    var template = new Template("{tenant} pays {contract}");
    assertThat(template.render(Map.of("tenant", "{x}", "contract", "$1"))).isEqualTo("{x} pays $1");
  }
}
