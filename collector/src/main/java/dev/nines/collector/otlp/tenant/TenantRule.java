package dev.nines.collector.otlp.tenant;

/// One place where a span, a data point or their resource may say whose it is.
///
/// @param origin where the attribute is
/// @param attribute its name
/// @param names what its value is of the tenant
public record TenantRule(Origin origin, String attribute, Names names) {

  /// Where an attribute is.
  public enum Origin {
    /// Of the process that sends.
    RESOURCE,
    /// Of the span or data point itself.
    SPAN,
    /// Of the request that the span is part of, as a baggage span processor copies it to the span:
    /// under its own name or with `baggage.` before it.
    BAGGAGE
  }

  /// What a value is of the tenant.
  public sealed interface Names {
    /// Its id.
    record Id() implements Names {}

    /// Its database.
    record Database() implements Names {}

    /// Its database user.
    record DatabaseUser() implements Names {}

    /// One of its labels, for example the host name that it is served under.
    record Label(String label) implements Names {}
  }

  /// By the resource, the span and the baggage in this order, then by the database.
  public static final java.util.List<TenantRule> DEFAULTS =
      java.util.List.of(
          new TenantRule(Origin.RESOURCE, "tenant.id", new Names.Id()),
          new TenantRule(Origin.SPAN, "tenant.id", new Names.Id()),
          new TenantRule(Origin.BAGGAGE, "tenant.id", new Names.Id()),
          new TenantRule(Origin.SPAN, "db.namespace", new Names.Database()),
          new TenantRule(Origin.SPAN, "db.name", new Names.Database()));
}
