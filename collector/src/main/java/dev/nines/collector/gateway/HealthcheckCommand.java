package dev.nines.collector.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `nines healthcheck`: asks a running gateway whether it is ready, for images without curl.
@Command(name = "healthcheck", description = "Asks a running gateway whether it is ready.")
final class HealthcheckCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:9610/-/ready",
      description = "What to ask (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:9610/-/ready");

  @Override
  public Integer call() throws InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(url).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      spec.commandLine().getOut().print(answer.body());
      spec.commandLine().getOut().flush();
      return answer.statusCode() == 200 ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine().getErr().printf("no answer from %s: %s%n", url, e.getMessage());
      return 1;
    }
  }
}
