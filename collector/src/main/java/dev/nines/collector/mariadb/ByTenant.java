package dev.nines.collector.mariadb;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// One figure by tenant, and what of it belongs to no tenant as a series of its own. Every tenant
/// of the server has a value, zero if nothing was said.
final class ByTenant {
  private static final String OURS = "nines_mariadb_";
  private static final String UNATTRIBUTED = OURS + "unattributed_";

  private final String name;
  private final SampleKind kind;
  private final ServerTenants tenants;
  private final SeriesBook book;
  private final DoubleBinaryOperator merge;
  private final Map<TenantId, Double> values = new HashMap<>();
  private double unattributed;

  private ByTenant(
      String name,
      SampleKind kind,
      ServerTenants tenants,
      SeriesBook book,
      DoubleBinaryOperator merge) {
    this.name = name;
    this.kind = kind;
    this.tenants = tenants;
    this.book = book;
    this.merge = merge;
    tenants.tenants().forEach(tenant -> values.put(tenant, 0.0));
  }

  static ByTenant sum(String name, SampleKind kind, ServerTenants tenants, SeriesBook book) {
    return new ByTenant(name, kind, tenants, book, Double::sum);
  }

  static ByTenant max(String name, ServerTenants tenants, SeriesBook book) {
    return new ByTenant(name, SampleKind.GAUGE, tenants, book, Math::max);
  }

  /// Whose a user or, failing that, a schema is.
  static Optional<TenantId> tenantOf(
      ServerTenants tenants, @Nullable String user, @Nullable String schema) {
    Optional<TenantId> byUser = user == null ? Optional.empty() : tenants.byUser(user);
    return byUser.isPresent() || schema == null ? byUser : tenants.bySchema(schema);
  }

  void add(@Nullable String user, @Nullable String schema, double value) {
    tenantOf(tenants, user, schema)
        .ifPresentOrElse(
            tenant -> values.merge(tenant, value, merge::applyAsDouble),
            () -> unattributed = merge.applyAsDouble(unattributed, value));
  }

  List<Sample> samples() {
    var samples = new ArrayList<Sample>(values.size() + 1);
    values.forEach(
        (tenant, value) -> samples.add(new Sample(book.ofTenant(name, tenant, kind), value)));
    String rest = UNATTRIBUTED + name.substring(OURS.length());
    samples.add(new Sample(book.ofServer(rest, kind), unattributed));
    return samples;
  }
}
