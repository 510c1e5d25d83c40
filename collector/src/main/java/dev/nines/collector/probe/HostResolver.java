package dev.nines.collector.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a host.
@FunctionalInterface
interface HostResolver {
  /// Asks the system's resolver.
  HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /// @throws UnknownHostException if it has none
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
