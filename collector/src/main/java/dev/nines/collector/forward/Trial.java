package dev.nines.collector.forward;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A live try of one destination, with a request that holds nothing and so changes nothing there.
/// For `nines doctor`; touches no queue.
public final class Trial {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final URI address;
  private final byte[] record;
  private final Function<HttpClient, Destination> destination;

  private Trial(
      String name, URI address, byte[] record, Function<HttpClient, Destination> destination) {
    this.name = name;
    this.address = address;
    this.record = record;
    this.destination = destination;
  }

  /// One for each destination. Connects to nothing yet.
  public static List<Trial> of(ForwardSettings settings, InstantSource clock) {
    var trials = new ArrayList<Trial>();
    for (ForwardSettings.Otlp each : settings.otlp()) {
      for (String path : each.paths().stream().sorted().toList()) {
        trials.add(otlp(each, path, clock));
      }
    }
    settings.remoteWrite().forEach(each -> trials.add(remoteWrite(each, clock)));
    return trials;
  }

  private static Trial otlp(ForwardSettings.Otlp each, String path, InstantSource clock) {
    return new Trial(
        each.name(),
        OtlpDestination.address(each.endpoint(), path),
        OtlpDestination.record(path, "application/x-protobuf", new byte[0]),
        client ->
            new OtlpDestination(
                each.endpoint(),
                each.gzip(),
                new HttpSending(client, clock, Forwarding.headers(each.headersFile()), PATIENCE)));
  }

  private static Trial remoteWrite(ForwardSettings.RemoteWrite each, InstantSource clock) {
    return new Trial(
        each.name(),
        each.url(),
        new RemoteWriteEncoder(each.protocol(), each.externalLabels(), new MetricBook())
            .encode(List.of(), _ -> false),
        client ->
            new RemoteWriteDestination(
                each.name(),
                each.url(),
                new HttpSending(client, clock, Forwarding.headers(each.headersFile()), PATIENCE)));
  }

  /// The destination's name.
  public String name() {
    return name;
  }

  /// Where the request goes.
  public URI address() {
    return address;
  }

  /// Sends the request and waits for some seconds.
  ///
  /// @return why it was not taken; empty if it was
  public Optional<String> failure() throws InterruptedException {
    try (HttpClient client = Forwarding.client()) {
      return switch (destination.apply(client).send(record)) {
        case Destination.Result.Sent _ -> Optional.empty();
        case Destination.Result.Later(String reason, _) -> Optional.of(reason);
        case Destination.Result.Refused(_, String reason) -> Optional.of(reason);
      };
    }
  }
}
