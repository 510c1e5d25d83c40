package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
  private static final String PYRRA =
      """
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata: {name: checkout, namespace: shop}
      spec:
        target: "99.5"
        window: 4w
        indicator:
          ratio:
            errors: {metric: 'requests_total{code=~"5.."}'}
            total: {metric: requests_total}
            grouping: [tenant]
      """;

  @TempDir private Path folder;
  private Path file = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine nines =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @BeforeEach
  void aFileOfPyrra() throws IOException {
    file = Files.writeString(folder.resolve("pyrra.yaml"), PYRRA);
  }

  @Test
  void theSloIsWrittenToStandardOutput() {
    assertThat(nines.execute("import", "pyrra", file.toString())).isZero();
    assertThat(out.toString()).startsWith("apiVersion: openslo/v1\nkind: SLO\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatIsWrittenToAFolderIsValid() {
    Path into = folder.resolve("slo");

    assertThat(nines.execute("import", "pyrra", "--out", into.toString(), file.toString()))
        .isZero();
    assertThat(into.resolve("checkout.yaml")).exists();
    assertThat(nines.execute("check", "--strict", into.toString())).isZero();
  }

  @Test
  void aFileThatExistsIsNotOverwrittenUnasked() {
    String[] command = {
      "import", "pyrra", "--out", folder.resolve("slo").toString(), file.toString()
    };

    nines.execute(command);

    assertThat(nines.execute(command)).isEqualTo(1);
    assertThat(err.toString()).contains("checkout.yaml exists");
    assertThat(
            nines.execute("import", "pyrra", "--force", "--out", folder + "/slo", file.toString()))
        .isZero();
  }

  @Test
  void aFileOfAnotherFormatIsInvalid() {
    assertThat(nines.execute("import", "sloth", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("apiVersion: must be one of sloth.slok.dev/v1");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownFormatIsAUsageError() {
    assertThat(nines.execute("import", "nobl9", file.toString())).isEqualTo(2);
  }

  @Test
  void noFileIsAUsageError() {
    assertThat(nines.execute("import", "sloth")).isEqualTo(2);
  }
}
