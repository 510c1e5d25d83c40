package dev.nines.collector.gateway;

import dev.nines.collector.forward.Forwarding;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.GatewayConfig.ControlDatabase;
import dev.nines.collector.heartbeat.Books;
import dev.nines.collector.heartbeat.DeployBook;
import dev.nines.collector.heartbeat.HeartbeatBook;
import dev.nines.collector.heartbeat.IssueBook;
import dev.nines.collector.otlp.OtlpSource;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is where below `--storage.path`.
///
/// @param folder the path
record Storage(Path folder) {
  private static final Logger log = LoggerFactory.getLogger(Storage.class);

  /// The file of the alerts' state.
  Path alerts() {
    return folder.resolve("nines.db");
  }

  /// What others told: the last signs of life, deploys and issues.
  Books openBooks() {
    return new Books(
        new HeartbeatBook(folder.resolve("heartbeats.tsv")),
        new DeployBook(folder.resolve("deploys.jsonl")),
        new IssueBook(folder.resolve("issues.jsonl")));
  }

  /// The file in which the tenants of a control database are kept for the next start. Another
  /// database or query has another file.
  Path tenants(ControlDatabase database) {
    String source = database.jdbcUrl() + '\n' + database.query();
    return folder.resolve("tenants-%08x.json".formatted(source.hashCode()));
  }

  /// The exclusions that were entered while the gateway ran.
  Path exclusions() {
    return folder.resolve("exclusions.jsonl");
  }

  /// The corrections that were entered, and what became of them.
  Path corrections() {
    return folder.resolve("corrections.jsonl");
  }

  /// Opens the queues of everything that is passed on.
  ///
  /// @throws StartException if the folder cannot be written
  Forwarding openForwarding(GatewayConfig config, InstantSource clock) throws StartException {
    try {
      return Forwarding.open(
          config.forward(), folder.resolve("forward"), OtlpSource::reportsAll, clock);
    } catch (IOException e) {
      throw new StartException(
          List.of(
              "the forwarding queues in %s cannot be opened: %s. Check that the gateway's user may write there"
                  .formatted(folder, e.getMessage())));
    }
  }

  /// Opens the ledger and says what could not be read back.
  ///
  /// @throws StartException if the folder cannot be written
  Ledger openLedger(GatewayConfig config) throws StartException {
    try {
      Files.createDirectories(folder);
      Ledger opened =
          Ledger.open(
              FileStorage.open(folder.resolve("ledger")),
              LedgerOptions.DEFAULTS.withRetention(config.retention()));
      opened.damages().forEach(each -> log.error("the ledger is damaged: {}", each));
      return opened;
    } catch (IOException e) {
      throw new StartException(
          List.of(
              "the ledger in %s cannot be opened: %s. Check that the gateway's user may write there"
                  .formatted(folder, e.getMessage())));
    }
  }
}
