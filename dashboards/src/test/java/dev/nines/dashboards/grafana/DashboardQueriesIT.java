package dev.nines.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.testing.ExternalBinary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardQueriesIT {

  @Test
  void prometheusAcceptsEveryQuery(@TempDir Path folder) throws Exception {
    Path promtool = ExternalBinary.require("promtool", "prometheus");
    List<Map<String, String>> rules = new ArrayList<>();
    for (DashboardQuery query : Dashboards.queries(DashboardsTest.VARIABLES)) {
      rules.add(Map.of("record", "q:q" + rules.size(), "expr", query.expression()));
    }
    // JSON is YAML
    Path file = folder.resolve("rules.yml");
    new ObjectMapper()
        .writeValue(
            file.toFile(), Map.of("groups", List.of(Map.of("name", "dashboards", "rules", rules))));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(promtool.toString(), "check", "rules", "--lint=none", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output)).contains(rules.size() + " rules found");
  }
}
