package dev.nines.slo.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A customer of the monitored SaaS.
///
/// @param id the stable id
/// @param name the name that people read
/// @param tier the commercial tier, for example `enterprise` or `trial`; never empty
/// @param onboardedAt since when the promise holds; coverage counts from here
/// @param contractValueEuros yearly contract value, absent when unknown (a trial)
/// @param zone the zone of the contract's calendar
/// @param language the language of reports
/// @param reportRecipients e-mail addresses that get the weekly report
/// @param database the tenant's own database schema, absent if it has none
/// @param databaseUser the database user that only this tenant's application uses, absent if shared
/// @param labels further labels, free to choose
public record Tenant(
    TenantId id,
    String name,
    String tier,
    Instant onboardedAt,
    Optional<BigDecimal> contractValueEuros,
    ZoneId zone,
    Locale language,
    List<String> reportRecipients,
    Optional<String> database,
    Optional<String> databaseUser,
    Map<String, String> labels) {

  public Tenant {
    if (tier.isBlank()) {
      throw new IllegalArgumentException("tenant %s has no tier".formatted(id));
    }
    reportRecipients = List.copyOf(reportRecipients);
    labels = Map.copyOf(labels);
  }
}
