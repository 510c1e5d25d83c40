package dev.nines.collector.probe;

import dev.nines.collector.probe.ProbeSource.Bystanders;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Reference;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Tenant;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes the sources of configured probes. Safe between threads.
public final class Probes {
  /// The kind of source.
  public static final String KIND = "probe";

  private final ProbeClient client;
  private final Bystanders bystanders;
  private final HostResolver resolver;
  private final InstantSource clock;

  /// @param client does the asking
  /// @param reference asked before a target is blamed
  /// @param board takes alerts of certificates that end soon
  /// @param clock for messages that say when they were sent
  public Probes(
      ProbeClient client, Reference reference, ConditionBoard board, InstantSource clock) {
    this(client, reference, board, clock, HostResolver.SYSTEM);
  }

  Probes(
      ProbeClient client,
      Reference reference,
      ConditionBoard board,
      InstantSource clock,
      HostResolver resolver) {
    this.client = client;
    this.bystanders =
        new Bystanders(reference, new Witnesses(System::nanoTime), new CertificateWatch(board));
    this.resolver = resolver;
    this.clock = clock;
  }

  /// The sources of one probe.
  ///
  /// @param sources one for the probe, or one for each tenant if it has a placeholder
  /// @param problems tenants that cannot be probed, for people: they lack a value that the probe
  ///   needs
  public record Result(List<Source> sources, List<String> problems) {}

  /// The sources of a probe for the tenants of the moment.
  public Result sourcesOf(ProbeSettings settings, Collection<Tenant> tenants) {
    var sources = new ArrayList<Source>();
    var problems = new ArrayList<String>();
    for (Aim aim : aims(settings, tenants, problems)) {
      sources.add(source(settings, aim));
    }
    return new Result(List.copyOf(sources), List.copyOf(problems));
  }

  /// Looks at a probe's targets, for `nines doctor`.
  public List<Diagnosis> diagnosesOf(ProbeSettings settings, Collection<Tenant> tenants) {
    var problems = new ArrayList<String>();
    var diagnoses = new ArrayList<Diagnosis>();
    for (Aim aim : aims(settings, tenants, problems)) {
      diagnoses.add(
          new ProbeDiagnosis(
              aim.target(settings),
              () -> new Look(settings.timeout()),
              check(settings, aim.url(), aim.ask()),
              clock));
    }
    for (String problem : problems) {
      diagnoses.add(new Unasked(settings.name(), problem));
    }
    return diagnoses;
  }

  /// A tenant that a probe cannot ask for.
  private record Unasked(String probe, String problem) implements Diagnosis {
    @Override
    public String subject() {
      return KIND + " " + probe;
    }

    @Override
    public List<Finding> examine() {
      return List.of(Finding.problem(problem, "Give the tenant the label, or take it out"));
    }
  }

  /// All probes of the moment: what else was probed is forgotten.
  public void retain(Collection<? extends Source> sources) {
    bystanders
        .certificates()
        .retain(sources.stream().map(Source::target).collect(Collectors.toSet()), clock.instant());
  }

  /// Who is asked what.
  private record Aim(URI url, Ask ask, Optional<String> tenant) {
    String target(ProbeSettings settings) {
      return tenant.map(id -> settings.name() + "/" + id).orElse(settings.name());
    }
  }

  private static List<Aim> aims(
      ProbeSettings settings, Collection<Tenant> tenants, List<String> problems) {
    if (!settings.url().isPerTenant() && !TenantAsk.isPerTenant(settings.ask())) {
      return List.of(new Aim(settings.url().url(), settings.ask(), Optional.empty()));
    }
    var aims = new ArrayList<Aim>();
    for (Tenant tenant : tenants) {
      Optional<URI> url = settings.url().url(tenant);
      Optional<Ask> ask = TenantAsk.of(settings.ask(), tenant);
      if (url.isPresent() && ask.isPresent()) {
        aims.add(new Aim(url.get(), ask.get(), Optional.of(tenant.id().value())));
      } else {
        problems.add(
            "probe '%s' cannot ask for tenant %s: it lacks a usable value for a placeholder of %s"
                .formatted(settings.name(), tenant.id(), settings.url()));
      }
    }
    return aims;
  }

  private Source source(ProbeSettings settings, Aim aim) {
    return new ProbeSource(
        settings,
        aim.target(settings),
        host(aim.url()),
        aim.tenant(),
        check(settings, aim.url(), aim.ask()),
        bystanders);
  }

  private static String host(URI url) {
    return url.getHost() == null ? "" : HttpCall.bareHost(url);
  }

  /// How a target is asked.
  Check check(ProbeSettings settings, URI url, Ask ask) {
    var doors = new Doors(settings.guard(), resolver, bystanders.witnesses());
    ProbeTls tls = settings.tls();
    Inquiry inquiry =
        switch (ask) {
          case Ask.Http http -> new HttpInquiry(url, http, new HttpTrail(http, tls, doors, client));
          case Ask.EventStream stream ->
              new EventStreamInquiry(
                  url, stream, new HttpTrail(stream.request(), tls, doors, client), clock);
          case Ask.WebSocket socket -> new WebSocketInquiry(url, socket, tls, doors, client, clock);
          case Ask.Connection connection ->
              new ConnectionInquiry(url, connection, tls, doors, client);
          case Ask.Dns dns -> new DnsInquiry(url, dns, doors, client);
        };
    return new Check(inquiry, settings.maxLatency());
  }
}
