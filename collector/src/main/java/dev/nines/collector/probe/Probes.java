package dev.nines.collector.probe;

import dev.nines.collector.source.Reference;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Makes the sources of configured probes. Safe between threads.
public final class Probes {
  private final ProbeClient client;
  private final Reference reference;
  private final HostResolver resolver;

  /// @param client sends the requests
  /// @param reference asked before a target is blamed
  public Probes(ProbeClient client, Reference reference) {
    this(client, reference, HostResolver.SYSTEM);
  }

  Probes(ProbeClient client, Reference reference, HostResolver resolver) {
    this.client = client;
    this.reference = reference;
    this.resolver = resolver;
  }

  /// The sources of one probe.
  ///
  /// @param sources one for the probe, or one for each tenant if its URL has a placeholder
  /// @param problems tenants that cannot be probed, for people: they lack a value that the URL
  ///   needs
  public record Result(List<Source> sources, List<String> problems) {}

  /// The sources of a probe for the tenants of the moment.
  public Result sourcesOf(ProbeSettings settings, Collection<Tenant> tenants) {
    if (!settings.url().isPerTenant()) {
      return new Result(
          List.of(source(settings, settings.url().url(), Optional.empty())), List.of());
    }
    var sources = new ArrayList<Source>();
    var problems = new ArrayList<String>();
    for (Tenant tenant : tenants) {
      settings
          .url()
          .url(tenant)
          .ifPresentOrElse(
              url -> sources.add(source(settings, url, Optional.of(tenant.id()))),
              () ->
                  problems.add(
                      "probe '%s' cannot ask for tenant %s: it lacks a usable value for a placeholder of %s"
                          .formatted(settings.name(), tenant.id(), settings.url())));
    }
    return new Result(List.copyOf(sources), List.copyOf(problems));
  }

  private Source source(ProbeSettings settings, URI url, Optional<TenantId> tenant) {
    var check = new HttpCheck(settings, url, client, resolver);
    return new ProbeSource(settings, tenant, check, reference);
  }
}
