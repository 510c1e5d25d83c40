package dev.nines.collector.gateway;

import dev.nines.collector.openmetrics.ExpositionChecker;
import dev.nines.collector.openmetrics.Format;
import dev.nines.collector.openmetrics.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `nines check-metrics`: an exposition against its standard, strictly.
@Command(
    name = "check-metrics",
    description = {
      "Checks an exposition against OpenMetrics 1.0, strictly.",
      "Exits with 0 if it is valid, 1 if not, 2 if it cannot be read."
    })
final class CheckMetricsCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_BODY_BYTES = 256 << 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE|URL|-", description = "What to check; - reads standard input.")
  private String source = "-";

  @Option(
      names = "--format",
      defaultValue = "openmetrics",
      paramLabel = "FORMAT",
      description = "openmetrics (default) or prometheus, the text format 0.0.4.")
  private Format format = Format.OPENMETRICS;

  @Override
  public Integer call() {
    var violations = new ArrayList<Violation>();
    try {
      violations.addAll(ExpositionChecker.check(body(violations), format));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable("interrupted");
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    violations.forEach(each -> out.println(each.render(source.equals("-") ? "stdin" : source)));
    if (violations.size() >= ExpositionChecker.MAX_VIOLATIONS) {
      out.println("Further violations are not shown.");
    }
    if (violations.isEmpty()) {
      out.printf("OK: valid %s%n", format == Format.OPENMETRICS ? "OpenMetrics 1.0" : "text 0.0.4");
    }
    out.flush();
    return violations.isEmpty() ? 0 : 1;
  }

  private ParameterException unreadable(String reason) {
    return new ParameterException(
        spec.commandLine(), "cannot read %s: %s".formatted(source, reason));
  }

  private byte[] body(List<Violation> violations) throws IOException, InterruptedException {
    if (source.equals("-")) {
      return limited(System.in);
    }
    if (source.startsWith("http://") || source.startsWith("https://")) {
      return fetched(URI.create(source), violations);
    }
    try (InputStream file = Files.newInputStream(Path.of(source))) {
      return limited(file);
    }
  }

  private byte[] fetched(URI url, List<Violation> violations)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header(
                "Accept",
                format == Format.OPENMETRICS
                    ? "application/openmetrics-text;version=1.0.0"
                    : "text/plain;version=0.0.4")
            .header("Accept-Encoding", "gzip")
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream raw = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("it answered HTTP " + response.statusCode());
        }
        contentType(response).ifPresent(violations::add);
        boolean gzip = "gzip".equals(response.headers().firstValue("Content-Encoding").orElse(""));
        return limited(gzip ? new GZIPInputStream(raw) : raw);
      }
    }
  }

  private Optional<Violation> contentType(HttpResponse<?> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    return format == Format.PROMETHEUS || type.startsWith("application/openmetrics-text")
        ? Optional.empty()
        : Optional.of(
            new Violation(
                1,
                1,
                "the content type is '%s', not application/openmetrics-text".formatted(type),
                "Answer OpenMetrics when the Accept header asks for it, or check with"
                    + " --format=prometheus"));
  }

  private static byte[] limited(InputStream in) throws IOException {
    byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new IOException("it has more than %d bytes".formatted(MAX_BODY_BYTES));
    }
    return body;
  }
}
