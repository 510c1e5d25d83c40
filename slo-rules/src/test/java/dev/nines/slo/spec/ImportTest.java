package dev.nines.slo.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Objective;
import dev.nines.slo.spec.SpecReader.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  private static final String SLOTH =
      """
      version: prometheus/v1
      service: K8s_API
      labels: {cluster: "it's one"}
      slos:
        - name: latency
          objective: 99.95
          description: "Fast: enough"
          sli:
            events:
              error_query: |
                (
                  sum(rate(a_count{verb!="WATCH"}[{{.window}}]))
                  -
                  sum(rate(a_bucket{le="0.4",verb!="WATCH"}[{{.window}}]))
                )
              total_query: sum(rate(a_count{verb!="WATCH"}[{{.window}}]))
          alerting: {page_alert: {disable: true}}
        - name: raw
          objective: 99
          sli: {raw: {error_ratio_query: some_ratio}}
      """;

  @Test
  void importedSlothIsTheSamePromiseInOpenSlo(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("sloth.yml"), SLOTH);
    Objective original =
        SpecReader.read(List.of(file), References.MUST_RESOLVE).objectives().getFirst();

    String openSlo = SpecReader.importAsOpenSlo(List.of(file)).openSlo();
    SpecSet imported = SpecReader.read("imported.yaml", openSlo, References.MUST_RESOLVE);

    assertThat(imported.diagnostics()).isEmpty();
    Objective same = imported.objectives().getFirst();
    assertThat(same.slo()).isEqualTo("k8s-api-latency");
    assertThat(same.target()).isEqualByComparingTo(original.target());
    assertThat(same.window()).isEqualTo(original.window());
    assertThat(same.alerting()).isEqualTo(original.alerting());
    assertThat(same.labels()).isEqualTo(original.labels());
    assertThat(same.description()).isEqualTo(original.description());
    assertThat(openSlo)
        .endsWith("---\n# Not imported: K8s_API-raw, a precomputed ratio has no counts to sum.\n");
  }

  @Test
  void anInvalidFileIsNotImported(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yml"), SLOTH.replace("99.95", "many"));

    SpecReader.Imported imported = SpecReader.importAsOpenSlo(List.of(file));

    assertThat(imported.openSlo()).isEmpty();
    assertThat(imported.diagnostics()).isNotEmpty();
  }
}
