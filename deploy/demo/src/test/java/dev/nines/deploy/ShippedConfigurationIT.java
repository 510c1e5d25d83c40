package dev.nines.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.testing.ExternalBinary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedConfigurationIT {

  private static final Path PROMETHEUS = ComposeFile.DEPLOY.resolve("config/prometheus");

  @Test
  void prometheusAcceptsItsConfiguration() throws Exception {
    run("promtool", "prometheus", "check", "config", PROMETHEUS.resolve("prometheus.yml"));
  }

  @Test
  void theRulesPassTheirTests() throws Exception {
    run("promtool", "prometheus", "test", "rules", PROMETHEUS.resolve("rules_test.yml"));
  }

  @Test
  void alertmanagerAcceptsItsConfiguration() throws Exception {
    run(
        "amtool",
        "prometheus-alertmanager",
        "check-config",
        ComposeFile.DEPLOY.resolve("../alerts/alertmanager.yml"));
  }

  private static void run(String program, String debianPackage, Object... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ExternalBinary.require(program, debianPackage).toString());
    List.of(arguments).forEach(argument -> command.add(argument.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
  }
}
