package dev.nines.collector.database;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What tenants may have of something, and the share of it that is in use. A tenant without a limit
/// has neither.
///
/// @param book of the server's series
/// @param limitName the series of the limit
/// @param useName the series of the share
public record LimitUse(SeriesBook book, String limitName, String useName) {

  /// @param limits more than 0
  /// @param used what is not there is 0
  public List<Sample> samples(Map<TenantId, Double> limits, Map<TenantId, Double> used) {
    var samples = new ArrayList<Sample>();
    limits.forEach(
        (tenant, limit) -> {
          double share = used.getOrDefault(tenant, 0.0) / limit;
          samples.add(new Sample(book.ofTenant(limitName, tenant, SampleKind.GAUGE), limit));
          samples.add(new Sample(book.ofTenant(useName, tenant, SampleKind.GAUGE), share));
        });
    return samples;
  }
}
