package dev.nines.collector.gateway;

import dev.nines.collector.gateway.http.ListenAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The flags of the commands that read a gateway's configuration, named as in the Prometheus
/// family.
final class FileOptions {

  @Option(
      names = "--config.file",
      required = true,
      paramLabel = "FILE",
      description = "The configuration.")
  private @Nullable Path configFile;

  @Option(
      names = "--storage.path",
      defaultValue = "data",
      paramLabel = "DIR",
      description = "Where the ledger and the alerts' state are kept (default: ./data).")
  private Path storagePath = Path.of("data");

  @Option(
      names = "--web.listen-address",
      defaultValue = "127.0.0.1:9610",
      paramLabel = "HOST:PORT",
      description = "Where to listen (default: 127.0.0.1:9610).")
  private String listenAddress = "127.0.0.1:9610";

  @Option(
      names = "--web.config.file",
      paramLabel = "FILE",
      description = "TLS and users, in the format of the Prometheus exporter-toolkit.")
  private @Nullable Path webConfigFile;

  @Option(
      names = "--web.allow-unauthenticated",
      description = "Listen off loopback without users: only behind something that authenticates.")
  private boolean openWaived;

  RunOptions options(CommandLine commandLine) {
    try {
      Path config = configFile;
      if (config == null) {
        throw new IllegalArgumentException("--config.file is missing");
      }
      return new RunOptions(
          config,
          storagePath,
          ListenAddress.parse(listenAddress),
          Optional.ofNullable(webConfigFile),
          openWaived);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine, e.getMessage());
    }
  }
}
