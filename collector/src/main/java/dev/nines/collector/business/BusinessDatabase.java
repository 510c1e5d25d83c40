package dev.nines.collector.business;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A database that business queries run on.
///
/// @param name for people and as the circuit breaker's key, for example `control` or a tenant's id
/// @param jdbcUrl `jdbc:mariadb://host:port/schema`, without credentials
/// @param user a user that may only read what the queries need
/// @param password asked for at each connection
/// @param tenant whose it is; absent for the control database
public record BusinessDatabase(
    String name, String jdbcUrl, String user, Supplier<String> password, Optional<String> tenant) {

  Map<String, String> labels() {
    return tenant.map(id -> Map.of("tenant", id)).orElse(Map.of());
  }

  /// Names the database only: a URL may carry what must not be printed.
  @Override
  public String toString() {
    return "BusinessDatabase[" + name + "]";
  }
}
