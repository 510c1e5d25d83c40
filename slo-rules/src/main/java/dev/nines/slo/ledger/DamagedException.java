package dev.nines.slo.ledger;

import java.io.IOException;

/// Bytes that were read are not those that were written.
final class DamagedException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedException(String message) {
    super(message);
  }
}
