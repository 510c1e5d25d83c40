package dev.nines.testing;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A tenant about whom nothing matters but what a test says: called as its id, of the tier
/// `standard`, there from the beginning, in UTC and English.
public final class PlainTenant {
  private PlainTenant() {}

  /// One of whom only the id is known.
  public static Tenant of(String id) {
    return of(id, Optional.empty(), Optional.empty(), Map.of());
  }

  /// One of another tier, who came at some time.
  public static Tenant of(String id, String tier, Instant onboarded) {
    return of(id, tier, onboarded, Optional.empty(), Optional.empty(), Map.of());
  }

  /// One with what sources find it by.
  ///
  /// @param database its schema
  /// @param user its database user
  public static Tenant of(
      String id, Optional<String> database, Optional<String> user, Map<String, String> labels) {
    return of(id, "standard", Instant.EPOCH, database, user, labels);
  }

  private static Tenant of(
      String id,
      String tier,
      Instant onboarded,
      Optional<String> database,
      Optional<String> user,
      Map<String, String> labels) {
    return new Tenant(
        new TenantId(id),
        id,
        tier,
        onboarded,
        Optional.empty(),
        ZoneOffset.UTC,
        Locale.ENGLISH,
        List.of(),
        database,
        user,
        labels);
  }
}
