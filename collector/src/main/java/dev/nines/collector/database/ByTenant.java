package dev.nines.collector.database;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// One figure by tenant, and what of it belongs to no tenant as a series of its own
/// (`…_unattributed_…`). Every tenant of the server has a value, zero if nothing was said. Made for
/// one reading; not safe between threads.
public final class ByTenant {
  private static final String UNATTRIBUTED = "unattributed_";
  private static final int USER = 1;
  private static final int SCHEMA = 2;

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

  /// A figure whose values of one tenant are added up.
  ///
  /// @param name of the series; begins with the book's prefix
  public static ByTenant sum(String name, SampleKind kind, ServerTenants tenants, SeriesBook book) {
    return new ByTenant(name, kind, tenants, book, Double::sum);
  }

  /// A gauge of which a tenant's greatest value counts.
  ///
  /// @param name of the series; begins with the book's prefix
  public static ByTenant max(String name, ServerTenants tenants, SeriesBook book) {
    return new ByTenant(name, SampleKind.GAUGE, tenants, book, Math::max);
  }

  /// Whose a user or, failing that, a schema is.
  public static Optional<TenantId> tenantOf(
      ServerTenants tenants, @Nullable String user, @Nullable String schema) {
    Optional<TenantId> byUser = user == null ? Optional.empty() : tenants.byUser(user);
    return byUser.isPresent() || schema == null ? byUser : tenants.bySchema(schema);
  }

  /// Runs a statement whose rows begin with a user and a schema, of which either may be NULL, and
  /// go on with a value for each of the figures; returns the samples of all figures.
  public static List<Sample> read(ServerConnection server, String sql, ByTenant... figures)
      throws SQLException {
    return server.query(
        sql,
        rows -> {
          while (rows.next()) {
            addRow(rows, figures);
          }
          return samples(figures);
        });
  }

  /// Adds the row at which a result stands, laid out as for [#read].
  public static void addRow(ResultSet row, ByTenant... figures) throws SQLException {
    String user = row.getString(USER);
    String schema = row.getString(SCHEMA);
    for (int i = 0; i < figures.length; i++) {
      figures[i].add(user, schema, row.getDouble(SCHEMA + 1 + i));
    }
  }

  /// The samples of several figures.
  public static List<Sample> samples(ByTenant... figures) {
    var samples = new ArrayList<Sample>();
    for (ByTenant figure : figures) {
      samples.addAll(figure.samples());
    }
    return samples;
  }

  /// Adds a value of whomever a user or, failing that, a schema belongs to.
  public void add(@Nullable String user, @Nullable String schema, double value) {
    tenantOf(tenants, user, schema)
        .ifPresentOrElse(
            tenant -> values.merge(tenant, value, merge::applyAsDouble),
            () -> unattributed = merge.applyAsDouble(unattributed, value));
  }

  /// The value of each tenant.
  public Map<TenantId, Double> values() {
    return Map.copyOf(values);
  }

  private List<Sample> samples() {
    var samples = new ArrayList<Sample>(values.size() + 1);
    values.forEach(
        (tenant, value) -> samples.add(new Sample(book.ofTenant(name, tenant, kind), value)));
    String rest = book.prefix() + UNATTRIBUTED + name.substring(book.prefix().length());
    samples.add(new Sample(book.ofServer(rest, kind), unattributed));
    return samples;
  }
}
