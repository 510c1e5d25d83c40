package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.source.Diagnosis.Finding;
import dev.nines.collector.source.Diagnosis.Level;
import dev.nines.testing.FreePort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProbeDiagnosisTest {
  private static Probing probing;

  @BeforeAll
  static void open() {
    probing = new Probing();
  }

  @AfterAll
  static void close() {
    probing.close();
  }

  @Test
  void aGoodTargetSaysHowLongItTook() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, ""))) {
      Finding finding = examine(Probing.following(0, server.url("/")));
      assertThat(finding.level()).isEqualTo(Level.OK);
      assertThat(finding.text()).matches("good, in \\d+ ms");
    }
  }

  @Test
  void aBadOneSaysWhyAndWhatHelps() throws Exception {
    Finding finding = examine(Probing.following(0, "http://127.0.0.1:" + FreePort.find() + "/"));
    assertThat(finding.level()).isEqualTo(Level.PROBLEM);
    assertThat(finding.text()).isEqualTo("bad (connect): no connection");
    assertThat(finding.remedy()).contains("port");
  }

  @Test
  void oneThatMayNotBeAskedNamesTheSetting() throws Exception {
    Finding finding = examine(Probing.guarded("http://127.0.0.1:1/"));
    assertThat(finding.remedy()).contains("allow_networks");
  }

  @Test
  void aTenantThatLacksWhatTheProbeNeedsIsNamed() throws Exception {
    Finding finding = examine(Probing.guarded("https://{tenant.slug}.example.com/"));
    assertThat(finding.level()).isEqualTo(Level.PROBLEM);
    assertThat(finding.text()).contains("tenant acme", "{tenant.slug}");
  }

  private static Finding examine(ProbeSettings settings) throws Exception {
    return probing
        .probes()
        .diagnosesOf(settings, List.of(UrlTemplateTest.tenant(Map.of())))
        .getFirst()
        .examine()
        .getFirst();
  }
}
