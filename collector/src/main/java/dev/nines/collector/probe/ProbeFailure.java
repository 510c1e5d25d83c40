package dev.nines.collector.probe;

import java.util.Locale;

/// Why a check was bad: the closed set of values of the label `reason`.
public enum ProbeFailure {
  /// The host has no address.
  DNS(true),
  /// No connection.
  CONNECT(true),
  /// No encrypted connection: certificate unknown, expired or for another host, or no common
  /// protocol.
  TLS(true),
  /// The whole exchange, from the name to the last byte, took too long.
  TIMEOUT(true),
  /// The connection broke, or what came over it is not HTTP.
  PROTOCOL(true),
  /// A status outside the expected set.
  STATUS(false),
  /// A body that breaks an assertion, or is too long to be judged.
  BODY(false),
  /// Right, but slower than allowed.
  LATENCY(false),
  /// Redirected too often, or to something that cannot be followed.
  REDIRECT(false),
  /// Redirected to an address that may not be probed.
  BLOCKED(false);

  private final boolean possiblyOurs;

  ProbeFailure(boolean possiblyOurs) {
    this.possiblyOurs = possiblyOurs;
  }

  /// Whether it could be our own network that failed, so that the reference is to be asked.
  boolean isPossiblyOurs() {
    return possiblyOurs;
  }

  /// The label's value.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
