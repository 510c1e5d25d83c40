package dev.nines.collector.gateway.source;

import dev.nines.collector.canary.Canary;
import dev.nines.collector.canary.CanaryGate;
import dev.nines.collector.canary.CanarySource;
import dev.nines.collector.database.ReadOnlySession;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.GatewayConfig.Canaries;
import dev.nines.collector.gateway.config.Secrets;
import dev.nines.collector.isolation.Layout;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.ReadingDiagnosis;
import dev.nines.collector.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// `canaries`: one source for each statement and tenant of a server.
final class CanaryKind implements SourceKind {
  /// A schema's name goes into an address as it is.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$-]+");

  private final Surroundings surroundings;

  CanaryKind(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Source> sources(GatewayConfig config) {
    return config.canaries().stream().flatMap(each -> sources(each).stream()).toList();
  }

  private List<Source> sources(Canaries canaries) {
    List<Layout.Home> homes =
        new TenantsOnServer(surroundings.tenants(), canaries.name(), surroundings.clock())
            .homes().stream()
                .filter(home -> home.schema().filter(CanaryKind::isPlain).isPresent())
                .toList();
    var gate = new CanaryGate(canaries.atOnce());
    long sharers = (long) homes.size() * canaries.statements().size();
    var sources = new ArrayList<Source>();
    for (Canary each : canaries.statements()) {
      Canary paced = each.within(sharers, canaries.perMinute());
      homes.forEach(home -> sources.add(source(canaries, paced, home, gate)));
    }
    return sources;
  }

  private static Source source(
      Canaries canaries, Canary canary, Layout.Home home, CanaryGate gate) {
    GatewayConfig.Database database = canaries.database();
    var session =
        new ReadOnlySession(
            database.jdbcUrl().replace("{tenant.database}", home.schema().orElseThrow()),
            database.login().username(),
            Secrets.password(database.login()),
            canary.timeout(),
            "nines-canary");
    return new CanarySource(
        canary, canaries.name(), home.tenant(), session, gate, System::nanoTime);
  }

  private static boolean isPlain(String schema) {
    return PLAIN.matcher(schema).matches();
  }

  /// Each statement once, on one tenant: what is refused there is refused everywhere.
  @Override
  public List<Diagnosis> diagnoses(GatewayConfig config) {
    var diagnoses = new ArrayList<Diagnosis>();
    for (Canaries canaries : config.canaries()) {
      List<Source> sources = sources(canaries);
      int tenants = sources.size() / Math.max(1, canaries.statements().size());
      for (int i = 0; i < sources.size(); i += tenants) {
        diagnoses.add(new ReadingDiagnosis(sources.get(i), surroundings.clock()));
      }
    }
    return diagnoses;
  }
}
