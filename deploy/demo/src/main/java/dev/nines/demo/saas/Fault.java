package dev.nines.demo.saas;

import java.util.Arrays;
import java.util.Optional;

/// What can be made to go wrong.
public enum Fault {
  /// Every read waits 120 to 400 ms inside the database.
  SLOW_QUERIES(
      "slow-queries",
      "Slow queries",
      "Every read of the tenant takes 120 to 400 ms in its database, over the 100 ms promised.",
      true),

  /// The API answers 500; its health check does not notice.
  API_ERRORS(
      "api-errors",
      "API errors",
      "Every request of the tenant's users is answered with 500, while the health check says ok.",
      true),

  /// The tenant's database account is locked.
  DATABASE_DOWN(
      "database-down",
      "Database down",
      "The tenant's database refuses its user: requests fail, and the health check says degraded.",
      true),

  /// The database server stops.
  DATABASE_SERVER_DOWN(
      "database-server-down",
      "Database server down",
      "The server that all databases are on stops.",
      false),

  /// Nothing answers any more: neither the API nor the database server.
  EVERYTHING_DOWN(
      "everything-down",
      "Everything down",
      "The API refuses connections, and the database server stops.",
      false);

  private final String text;
  private final String title;
  private final String effect;
  private final boolean perTenant;

  Fault(String text, String title, String effect, boolean perTenant) {
    this.text = text;
    this.title = title;
    this.effect = effect;
    this.perTenant = perTenant;
  }

  /// The name in URLs, for example `slow-queries`.
  public String text() {
    return text;
  }

  /// The name that people read.
  public String title() {
    return title;
  }

  /// What happens when it is on, in one sentence.
  public String effect() {
    return effect;
  }

  /// Whether it can be limited to one tenant; if not, it hits all.
  public boolean perTenant() {
    return perTenant;
  }

  /// The fault with the name `text`.
  public static Optional<Fault> of(String text) {
    return Arrays.stream(values()).filter(fault -> fault.text.equals(text)).findFirst();
  }
}
