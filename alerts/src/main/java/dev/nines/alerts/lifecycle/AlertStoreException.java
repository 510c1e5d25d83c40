package dev.nines.alerts.lifecycle;

/// The store could not be read or written. Alerts go out all the same, marked.
public final class AlertStoreException extends Exception {
  private static final long serialVersionUID = 1;

  public AlertStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
