package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine nines =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void versionNamesTheJavaThatRunsIt() {
    assertThat(nines.execute("version")).isZero();
    assertThat(out.toString()).matches("nines \\S+ \\(commit \\S+, Java 25.*\\)\\R");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "check",
        "check-config",
        "check-metrics",
        "doctor",
        "generate",
        "generate prometheus",
        "import",
        "backtest",
        "healthcheck",
        "version"
      })
  void everyCommandExplainsItself(String command) {
    String[] words = (command + " --help").trim().split(" ");

    assertThat(nines.execute(words)).isZero();

    assertThat(out.toString()).contains("Usage: nines " + command, "--help");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theVersionIsAnOptionToo() {
    assertThat(nines.execute("--version")).isZero();
    assertThat(out.toString()).startsWith("nines ");
  }

  @Test
  void noCommandIsAUsageError() {
    assertThat(nines.execute()).isEqualTo(2);
    assertThat(err.toString()).contains("Missing command", "version");
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    assertThat(nines.execute("fly")).isEqualTo(2);
    assertThat(err.toString()).contains("fly");
  }
}
