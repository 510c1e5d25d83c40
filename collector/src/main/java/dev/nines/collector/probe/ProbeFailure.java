package dev.nines.collector.probe;

import java.util.Locale;

/// Why a check was bad: the closed set of values of the label `reason`.
public enum ProbeFailure {
  /// The host has no address.
  DNS(true),
  /// No connection.
  CONNECT(true),
  /// No encrypted connection: it does not speak TLS, or shares no protocol with us.
  TLS(true),
  /// The certificate is no longer, or not yet, valid.
  CERTIFICATE_EXPIRED(true),
  /// The certificate is for another host.
  CERTIFICATE_HOST(true),
  /// The chain of certificates leads to no authority that we trust.
  CERTIFICATE_UNTRUSTED(true),
  /// The whole exchange, from the name to the last byte, took too long.
  TIMEOUT(true),
  /// The connection ended before the answer was whole.
  RESET(true),
  /// What came is not of the protocol that was spoken.
  PROTOCOL(true),
  /// A status outside the expected set.
  STATUS(false),
  /// A header of the answer is missing, or not as expected.
  HEADER(false),
  /// A body that breaks an assertion, or is too long to be judged.
  BODY(false),
  /// Messages of a stream that did not come.
  MESSAGE(true),
  /// Records of a name server that are missing or not as expected.
  ANSWER(false),
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
