package dev.nines.collector.forward;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where things are passed on to.
///
/// @param otlp takers of OTLP
/// @param remoteWrite takers of remote write
/// @param queueBytes what the queue of each may hold on the disk
public record ForwardSettings(List<Otlp> otlp, List<RemoteWrite> remoteWrite, long queueBytes) {

  public ForwardSettings {
    otlp = List.copyOf(otlp);
    remoteWrite = List.copyOf(remoteWrite);
  }

  /// A backend that takes OTLP over HTTP.
  ///
  /// @param name of its queue's folder and in metrics
  /// @param endpoint the base address
  /// @param paths of the signals that it gets, for example `/v1/traces`
  /// @param headersFile `Name: value` lines, read at each request
  /// @param gzip whether bodies are packed
  public record Otlp(
      String name,
      URI endpoint,
      Set<String> paths,
      Optional<Path> headersFile,
      boolean gzip,
      Duration timeout) {}

  /// A backend that takes remote write.
  ///
  /// @param metrics which metrics it gets: patterns that the whole name must match
  /// @param externalLabels added to each series that does not have them
  public record RemoteWrite(
      String name,
      URI url,
      RemoteWriteProtocol protocol,
      List<String> metrics,
      Map<String, String> externalLabels,
      Optional<Path> headersFile,
      Duration timeout) {

    public RemoteWrite {
      metrics = List.copyOf(metrics);
      metrics.forEach(Pattern::compile);
      externalLabels = Map.copyOf(externalLabels);
    }
  }
}
