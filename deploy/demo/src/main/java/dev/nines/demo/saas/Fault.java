package dev.nines.demo.saas;

import java.util.Arrays;
import java.util.Optional;

/// What can be made to go wrong.
public enum Fault {
  /// Every read waits 120 to 400 ms inside the database.
  SLOW_QUERIES("slow-queries", "queries take 120 to 400 ms in the database"),

  /// The API answers 500; its health check does not notice.
  API_ERRORS("api-errors", "the API answers 500, while its health check still says ok"),

  /// The tenant's database account is locked; for all tenants, the server stops.
  DATABASE_DOWN(
      "database-down",
      "the tenant's database refuses its user (for all tenants: the server stops)"),

  /// Nothing answers any more: neither the API nor the database server.
  EVERYTHING_DOWN("everything-down", "the API and the database server stop, for all tenants");

  private final String text;
  private final String description;

  Fault(String text, String description) {
    this.text = text;
    this.description = description;
  }

  /// The name in URLs, for example `slow-queries`.
  public String text() {
    return text;
  }

  /// What it does, in one line.
  public String description() {
    return description;
  }

  /// Whether it can be limited to one tenant.
  public boolean perTenant() {
    return this != EVERYTHING_DOWN;
  }

  /// The fault with the name `text`.
  public static Optional<Fault> of(String text) {
    return Arrays.stream(values()).filter(fault -> fault.text.equals(text)).findFirst();
  }
}
