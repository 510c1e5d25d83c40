package dev.nines.collector.mariadb;

import dev.nines.alerts.lifecycle.AlertNames;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.database.SharedConnection;
import dev.nines.collector.isolation.DriftCheck;
import dev.nines.collector.isolation.Finding;
import dev.nines.collector.isolation.FindingRule;
import dev.nines.collector.isolation.IsolationCheck;
import dev.nines.collector.isolation.Layout;
import dev.nines.collector.isolation.ServerFacts;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks a server for ways from one tenant to another and for schemas that drift apart. What it
/// finds goes to the board, how much of each kind into samples.
final class IsolationSource implements Source {
  static final String KIND = "mariadb-isolation";

  private static final Duration LONGEST_READING = Duration.ofMinutes(1);
  private static final String CHECKS_TRIGGERS =
      "SELECT COUNT(*) FROM information_schema.user_privileges WHERE privilege_type = 'TRIGGER'";

  private record Facts(ServerFacts facts, boolean triggersVisible, boolean privilegesVisible) {}

  private record Drift(Finding.Kind kind, String subject, String object) {
    static Drift of(Finding finding) {
      return new Drift(finding.kind(), finding.subject(), finding.object());
    }
  }

  private final MariaDbTarget target;
  private final IsolationSettings settings;
  private final ServerTenants tenants;
  private final SharedConnection server;
  private final ConditionBoard board;
  private final SeriesBook book;
  private final FactsReader reader = new FactsReader();
  private Map<Drift, Instant> driftingSince = Map.of();

  IsolationSource(
      MariaDbTarget target,
      IsolationSettings settings,
      ServerTenants tenants,
      SharedConnection server,
      ConditionBoard board) {
    this.target = target;
    this.settings = settings;
    this.tenants = tenants;
    this.server = server.join();
    this.board = board;
    this.book = MariaDbSeries.bookOf(target.server());
    board.expect(
        ConditionBoard.ownerOf(this),
        Set.of(AlertNames.TENANT_ISOLATION, AlertNames.TENANT_SCHEMA_DRIFT));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String target() {
    return target.server();
  }

  @Override
  public Duration interval() {
    return settings.interval();
  }

  @Override
  public Duration timeout() {
    return LONGEST_READING;
  }

  @Override
  public Observation read(Instant at) throws SourceException {
    List<Layout.Home> homes = List.copyOf(tenants.homes());
    List<String> schemas = homes.stream().flatMap(home -> home.schema().stream()).toList();
    Facts read =
        server.runAnew(
            at,
            connection ->
                new Facts(
                    reader.read(connection, schemas, settings.migrationTable()),
                    seesTriggers(connection),
                    FactsReader.seesAllPrivileges(connection)));
    List<Finding> found = check(read.facts(), homes, at);
    board.report(ConditionBoard.ownerOf(this), FindingRule.conditions(target.server(), found));
    return new Observation(
        KIND, target.server(), at, new Reading.Complete(samples(read, found), List.of()));
  }

  /// Whether the server shows triggers to the gateway's user.
  static boolean seesTriggers(ServerConnection connection) throws SQLException {
    return connection.query(CHECKS_TRIGGERS, rows -> rows.next() && rows.getLong(1) > 0);
  }

  @Override
  public void close() {
    server.leave();
  }

  private List<Finding> check(ServerFacts facts, List<Layout.Home> homes, Instant at) {
    var trusted = new HashSet<>(settings.trustedAccounts());
    trusted.add(target.user());
    var layout = new Layout(homes, trusted, settings.sharedSchemas());
    var found = new ArrayList<>(IsolationCheck.findings(facts, layout));
    found.addAll(lasting(DriftCheck.findings(facts, layout), at));
    return found;
  }

  /// Drift that is older than the grace.
  private List<Finding> lasting(List<Finding> drift, Instant at) {
    var since = new HashMap<Drift, Instant>();
    var lasting = new ArrayList<Finding>();
    for (Finding each : drift) {
      Instant first = driftingSince.getOrDefault(Drift.of(each), at);
      since.put(Drift.of(each), first);
      if (!first.plus(settings.driftGrace()).isAfter(at)) {
        lasting.add(each);
      }
    }
    driftingSince = since;
    return lasting;
  }

  private List<Sample> samples(Facts read, List<Finding> found) {
    var samples = new ArrayList<Sample>();
    for (Finding.Kind kind : Finding.Kind.values()) {
      if (kind.isTried()) {
        continue; // the source that tries says what it found
      }
      long count = found.stream().filter(each -> each.kind() == kind).count();
      Series series =
          book.ofServer(
              MariaDbSeries.FINDINGS, "finding", FindingRule.labelOf(kind), SampleKind.GAUGE);
      samples.add(new Sample(series, count));
    }
    samples.add(gauge(MariaDbSeries.TRIGGERS_VISIBLE, read.triggersVisible() ? 1 : 0));
    samples.add(gauge(MariaDbSeries.PRIVILEGES_VISIBLE, read.privilegesVisible() ? 1 : 0));
    samples.add(gauge(MariaDbSeries.MIGRATIONS_READ, read.facts().migrations().size()));
    return samples;
  }

  private Sample gauge(String name, double value) {
    return new Sample(book.ofServer(name, SampleKind.GAUGE), value);
  }
}
