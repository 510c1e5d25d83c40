package dev.nines.collector.gateway;

import dev.nines.collector.gateway.http.ListenAddress;
import java.nio.file.Path;
import java.util.Optional;

/// What the command line says; everything else is in the configuration file.
///
/// @param configFile the configuration
/// @param storagePath the folder of the ledger and the alerts
/// @param listenAddress where the HTTP port is
/// @param webConfigFile who may use it; absent lets everybody in, so only on loopback
/// @param openWaived whether an open port off loopback is wanted all the same
public record RunOptions(
    Path configFile,
    Path storagePath,
    ListenAddress listenAddress,
    Optional<Path> webConfigFile,
    boolean openWaived) {}
