package dev.nines.collector.probe;

import io.vertx.core.Future;
import io.vertx.core.dns.DnsClient;
import java.util.List;
import java.util.stream.Stream;

/// A type of DNS record that can be asked for, and how its answers are written.
public enum DnsType {
  /// IPv4 addresses.
  A,
  /// IPv6 addresses.
  AAAA,
  /// Other names of the name.
  CNAME,
  /// Mail servers, as `10 mail.example.com`.
  MX,
  /// Name servers.
  NS,
  /// The name of an address.
  PTR,
  /// Servers of a service, as `0 5 5060 sip.example.com`: priority, weight, port, target.
  SRV,
  /// Texts.
  TXT;

  Future<List<String>> ask(DnsClient client, String name) {
    return switch (this) {
      case A -> client.resolveA(name);
      case AAAA -> client.resolveAAAA(name);
      case CNAME -> client.resolveCNAME(name);
      case MX ->
          client
              .resolveMX(name)
              .map(all -> all.stream().map(r -> r.priority() + " " + r.name()).toList());
      case NS -> client.resolveNS(name);
      case PTR -> client.resolvePTR(name).map(answer -> Stream.ofNullable(answer).toList());
      case SRV ->
          client
              .resolveSRV(name)
              .map(
                  all ->
                      all.stream()
                          .map(
                              r ->
                                  "%d %d %d %s"
                                      .formatted(r.priority(), r.weight(), r.port(), r.target()))
                          .toList());
      case TXT -> client.resolveTXT(name);
    };
  }
}
