package dev.nines.collector.gateway.api;

import dev.nines.dashboards.console.AlertLine;
import dev.nines.dashboards.console.TenantStatus;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.BurnRate;
import dev.nines.slo.verdict.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/// The things of the API as JSON. Ratios are 0 to 1, times ISO 8601 in UTC, durations seconds; what
/// is not known is absent.
final class ApiJson {
  private ApiJson() {}

  static JsonObject tenant(TenantStatus status) {
    Tenant tenant = status.tenant();
    var json =
        new JsonObject()
            .put("id", tenant.id().value())
            .put("name", tenant.name())
            .put("tier", tenant.tier())
            .put("labels", labels(tenant.labels()))
            .put("condition", status.condition().name().toLowerCase(java.util.Locale.ROOT));
    if (tenant.onboardedAt().isAfter(Instant.EPOCH)) {
      json.put("onboardedAt", tenant.onboardedAt().toString());
    }
    return json;
  }

  static JsonObject tenantWithSlos(TenantStatus status) {
    var slos = new JsonArray();
    status.slos().forEach(slo -> slos.add(slo(slo.verdict())));
    return tenant(status).put("slos", slos);
  }

  static JsonObject slo(Verdict verdict) {
    var burnRates = new JsonArray();
    verdict
        .tiers()
        .forEach(
            reading -> {
              burnRates.add(burnRate(reading.tier().longWindow().toSeconds(), reading.longBurn()));
              burnRates.add(
                  burnRate(reading.tier().shortWindow().toSeconds(), reading.shortBurn()));
            });
    var json =
        new JsonObject()
            .put("tenant", verdict.tenant().id().value())
            .put("service", verdict.objective().service())
            .put("slo", verdict.objective().slo())
            .put("state", verdict.state().label())
            .put("targetRatio", verdict.target())
            .put("budgetRemainingRatio", verdict.budgetRemainingRatio())
            .put("coverageRatio", verdict.coverageRatio())
            .put("at", verdict.at().toString())
            .put("burnRates", burnRates);
    put(json, "sliRatio", verdict.sliRatio());
    put(json, "sliUpperRatio", verdict.sliUpperRatio());
    return json;
  }

  /// What burned for certain, and what may have burned at most.
  private static JsonObject burnRate(long windowSeconds, BurnRate burn) {
    return new JsonObject()
        .put("windowSeconds", windowSeconds)
        .put("low", burn.low())
        .put("high", burn.high());
  }

  static JsonObject alert(AlertLine alert) {
    var json =
        new JsonObject()
            .put("labels", labels(alert.labels()))
            .put("annotations", labels(alert.annotations()))
            .put("firing", alert.firing())
            .put("startsAt", alert.startsAt().toString());
    alert.endsAt().ifPresent(end -> json.put("endsAt", end.toString()));
    return json;
  }

  private static JsonObject labels(Map<String, String> labels) {
    var json = new JsonObject();
    labels.forEach(json::put);
    return json;
  }

  private static void put(JsonObject json, String name, OptionalDouble value) {
    value.ifPresent(number -> json.put(name, number));
  }
}
