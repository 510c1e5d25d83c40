package dev.nines.demo.saas;

import dev.nines.slo.model.TenantId;
import java.util.List;
import java.util.Optional;

/// A customer of the demo's SaaS.
///
/// @param id the stable id, lower-case letters only: it is part of a schema's name
/// @param name the name that people read
/// @param tier `enterprise`, `business` or `trial`
/// @param contractEuros yearly contract value; empty for a trial
/// @param zone IANA time zone
/// @param language language of reports
/// @param recipients e-mail addresses that get the weekly report
/// @param onboardedDaysAgo how long before the demo's first start this tenant came
/// @param orders how many orders its database begins with
public record DemoTenant(
    TenantId id,
    String name,
    String tier,
    Optional<Integer> contractEuros,
    String zone,
    String language,
    List<String> recipients,
    int onboardedDaysAgo,
    int orders) {

  /// The tenants of the demo, largest first. Two have 200,000 orders, as issued to tell a database
  /// that is busy from one that is broken.
  public static List<DemoTenant> all() {
    return List.of(
        enterprise("northwind", "Northwind Logistics", 320_000, "Europe/Berlin", "de", 200_000),
        enterprise("meridian", "Meridian Bank", 240_000, "Europe/London", "en", 200_000),
        enterprise("aurora", "Aurora Zorg", 180_000, "Europe/Amsterdam", "nl", 20_000),
        enterprise("solara", "Solara Energía", 95_000, "Europe/Madrid", "es", 15_000),
        enterprise("kestrel", "Kestrel Retail", 60_000, "America/New_York", "en", 12_000),
        business("lumen", "Lumen Studio", 24_000, "Europe/Vienna", "de", 6_000),
        business("harbor", "Harbor Foods", 18_000, "Europe/Dublin", "en", 6_000),
        business("cedro", "Clínicas Cedro", 15_600, "America/Bogota", "es", 5_000),
        business("tulip", "Tulip Bikes", 12_000, "Europe/Amsterdam", "nl", 4_000),
        business("pixel", "Pixel Forge", 9_600, "America/Los_Angeles", "en", 3_000),
        trial("finch", "Finch Labs", "Asia/Singapore", "en", 6),
        trial("nimbus", "Nimbus Reisen", "Europe/Zurich", "de", 3));
  }

  /// The same tenant with a share of the orders.
  public DemoTenant withShare(double ordersShare) {
    int fewer = Math.max(1, (int) Math.round(orders * ordersShare));
    return new DemoTenant(
        id, name, tier, contractEuros, zone, language, recipients, onboardedDaysAgo, fewer);
  }

  /// The schema that only this tenant's data are in.
  public String database() {
    return "tenant_" + id.value();
  }

  /// The database user that only this tenant's requests use.
  public String databaseUser() {
    return "app_" + id.value();
  }

  private static DemoTenant enterprise(
      String id, String name, int euros, String zone, String language, int orders) {
    return contract(id, name, "enterprise", euros, zone, language, 420, orders);
  }

  private static DemoTenant business(
      String id, String name, int euros, String zone, String language, int orders) {
    return contract(id, name, "business", euros, zone, language, 200, orders);
  }

  private static DemoTenant contract(
      String id,
      String name,
      String tier,
      int euros,
      String zone,
      String language,
      int onboardedDaysAgo,
      int orders) {
    return new DemoTenant(
        new TenantId(id),
        name,
        tier,
        Optional.of(euros),
        zone,
        language,
        List.of("it@" + id + ".example", "success@saas.example"),
        onboardedDaysAgo,
        orders);
  }

  private static DemoTenant trial(
      String id, String name, String zone, String language, int onboardedDaysAgo) {
    return new DemoTenant(
        new TenantId(id),
        name,
        "trial",
        Optional.empty(),
        zone,
        language,
        List.of("hello@" + id + ".example"),
        onboardedDaysAgo,
        500);
  }
}
