package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
