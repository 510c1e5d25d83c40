package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckMetricsCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine nines =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void aValidFileIsZero() throws IOException {
    assertThat(nines.execute("check-metrics", file("a 1\n# EOF\n"))).isZero();
    assertThat(out.toString()).isEqualTo("OK: valid OpenMetrics 1.0%n".formatted());
  }

  @Test
  void aViolationIsOneAndSaysWhere() throws IOException {
    String file = file("a 1\nb x\n# EOF\n");
    assertThat(nines.execute("check-metrics", file)).isOne();
    assertThat(out.toString()).startsWith(file + ":2:3: the value is no number. Write ");
  }

  @Test
  void theOlderFormatHasOtherRules() throws IOException {
    assertThat(nines.execute("check-metrics", "--format=prometheus", file("# free\n a  1\n")))
        .isZero();
  }

  @Test
  void whatCannotBeReadIsAUsageError() {
    assertThat(nines.execute("check-metrics", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(nines.execute("check-metrics", "http://[")).isEqualTo(2);
    assertThat(nines.execute("check-metrics")).isEqualTo(2);
  }

  @Test
  void aUrlMustSayThatItIsOpenMetrics() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "a 1\n# EOF\n".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://localhost:%d/metrics".formatted(server.getAddress().getPort());
      assertThat(nines.execute("check-metrics", url)).isOne();
      assertThat(out.toString()).contains("the content type is 'text/plain'");
    } finally {
      server.stop(0);
    }
  }

  private String file(String body) throws IOException {
    return Files.writeString(folder.resolve("metrics"), body).toString();
  }
}
