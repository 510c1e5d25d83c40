package dev.nines.collector.gateway.source;

import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.GatewayConfig.Scrape;
import dev.nines.collector.gateway.config.GatewayConfig.Target;
import dev.nines.collector.gateway.config.Secrets;
import dev.nines.collector.scrape.ScrapeSource;
import dev.nines.collector.scrape.ScrapeTarget;
import dev.nines.collector.source.Source;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/// `scrape_configs`: one source for each target.
final class ScrapeKind implements SourceKind {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final Surroundings surroundings;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  ScrapeKind(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    return config.scrapes().stream()
        .flatMap(scrape -> scrape.targets().stream().map(target -> source(scrape, target)))
        .toList();
  }

  private Source source(Scrape scrape, Target target) {
    return new ScrapeSource(
        new ScrapeTarget(
            scrape.jobName(),
            target.url(),
            target.labels(),
            scrape.interval(),
            scrape.timeout(),
            scrape.honorLabels(),
            Secrets.authorization(scrape.login(), scrape.bearerTokenFile()),
            scrape.bodySizeLimitBytes(),
            scrape.sampleLimit()),
        client,
        surroundings.wants());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
