package dev.nines.collector.mariadb;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.database.SharedConnection;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.ReadingDiagnosis;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether a server is set up for the gateway: the user may read what it must, and what it reads
/// means what we take it for. Changes nothing.
public final class MariaDbDiagnosis implements Diagnosis {
  /// Of a schema, a table, a column, and of a privilege such as `PROCESS`.
  private static final Set<Integer> DENIALS = Set.of(1044, 1142, 1143, 1227);

  private static final Pattern TABLE_GRANT =
      Pattern.compile("SELECT(?: \\((.*)\\))? ON (\\w+\\.\\w+)");

  private final MariaDbTarget target;
  private final Optional<IsolationSettings> isolation;
  private final ServerTenants tenants;
  private final InstantSource clock;

  /// @param target the server
  /// @param isolation how isolation is checked; absent if it is not
  /// @param tenants who is on it
  public MariaDbDiagnosis(
      MariaDbTarget target,
      Optional<IsolationSettings> isolation,
      ServerTenants tenants,
      InstantSource clock) {
    this.target = target;
    this.isolation = isolation;
    this.tenants = tenants;
    this.clock = clock;
  }

  @Override
  public String subject() {
    return "mariadb " + target.server();
  }

  @Override
  public List<Finding> examine() throws InterruptedException {
    List<Finding> grants = grants();
    if (grants.stream().anyMatch(each -> each.level() == Level.PROBLEM)) {
      return grants;
    }
    var findings = new ArrayList<>(grants);
    tenants.nobodyHere().ifPresent(findings::add);
    for (Source source : MariaDbSources.of(target, tenants)) {
      findings.addAll(new ReadingDiagnosis(source, clock).examine());
    }
    if (isolation.isPresent()) {
      findings.addAll(isolation(isolation.get()));
    }
    return findings;
  }

  /// A check and a round of attempts; what is found is a problem here too.
  private List<Finding> isolation(IsolationSettings settings) throws InterruptedException {
    var board = new ConditionBoard();
    var shared = new SharedConnection(new MariaDbDialect(target));
    var findings = new ArrayList<>(ask(server -> hidden(server, settings)));
    findings.addAll(
        read("isolation: ", new IsolationSource(target, settings, tenants, shared, board)));
    if (settings.neighbours().isPresent()) {
      findings.addAll(
          read(
              "neighbours: ",
              new NeighbourSource(target, settings.neighbours().get(), tenants, board)));
    }
    board
        .conditions()
        .forEach(leak -> findings.add(Finding.problem(leak.summary(), leak.description())));
    return findings;
  }

  private List<Finding> read(String what, Source source) throws InterruptedException {
    return new ReadingDiagnosis(source, clock)
        .examine().stream()
            .map(each -> new Finding(each.level(), what + each.text(), each.remedy()))
            .toList();
  }

  private List<Finding> grants() {
    return ask(this::grants);
  }

  private List<Finding> ask(ServerConnection.Work<List<Finding>> work) {
    try (var server = new ServerConnection(new MariaDbDialect(target))) {
      return server.run(clock.instant(), work);
    } catch (SourceException e) {
      boolean reached = e.meaning() != SourceException.Meaning.UNREACHABLE;
      return List.of(Finding.problem(e.reason(), reached ? accounts() : ""));
    }
  }

  /// Which family the server is of is not known before somebody is let in.
  private String accounts() {
    return MariaDbGrants.sql(target, "gateway-host", "the-password").strip()
        + "\n-- or, if it is a MySQL:\n"
        + MariaDbGrants.sql(target, ServerFamily.MYSQL, "gateway-host", "the-password").strip();
  }

  private List<Finding> grants(ServerConnection server) throws SQLException, SourceException {
    ServerFamily family = ServerFamily.of(server);
    String account = account(server);
    var global = GlobalPrivileges.read(server);
    var findings = new ArrayList<Finding>();
    var needed = new LinkedHashSet<>(MariaDbGrants.needed(target, family));
    if (isolation.isPresent()) {
      needed.addAll(MariaDbGrants.neededForIsolation(family));
      if (family == ServerFamily.MYSQL) {
        needed.addAll(MySqlRights.neededBesides(server));
      }
    }
    for (String grant : needed) {
      if (!isGranted(server, grant, global)) {
        findings.add(
            Finding.problem(
                "the privilege %s is missing".formatted(grant),
                "GRANT %s TO %s;".formatted(grant, account)));
      }
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok("the user " + account + " may read what it must"));
    }
    return findings;
  }

  /// What the isolation check can do without, and then does not see.
  private List<Finding> hidden(ServerConnection server, IsolationSettings settings)
      throws SQLException, SourceException {
    var findings = new ArrayList<Finding>();
    String account = account(server);
    List<String> schemas =
        tenants.homes().stream().flatMap(home -> home.schema().stream()).toList();
    List<String> migrations = MigrationTables.hidden(server, schemas, settings.migrationTable());
    if (!migrations.isEmpty()) {
      findings.add(
          Finding.problem(
              "the migrations of %d tenants cannot be read".formatted(migrations.size()),
              migrations.stream()
                  .map(schema -> MariaDbGrants.migrations(schema, settings.migrationTable()))
                  .map(grant -> "GRANT %s TO %s;".formatted(grant, account))
                  .collect(Collectors.joining("\n"))));
    }
    if (!FactsReader.seesAllPrivileges(server)) {
      findings.add(
          Finding.advice(
              "privileges such as SET USER, of which mysql.user says nothing, cannot be seen",
              "%s;\nGRANT %s TO %s;"
                  .formatted(NewerPrivileges.CREATE_VIEW, NewerPrivileges.GRANT, account)));
    }
    if (!IsolationSource.seesTriggers(server)) {
      findings.add(
          Finding.advice(
              "triggers cannot be seen: the server shows them only to who may create them",
              "GRANT TRIGGER ON *.* TO %s;".formatted(account)));
    }
    return findings;
  }

  /// A table's privilege is proved by a statement that needs it and reads no row; a global one must
  /// be among those that the server lists.
  private static boolean isGranted(ServerConnection server, String grant, GlobalPrivileges global)
      throws SQLException {
    Matcher table = TABLE_GRANT.matcher(grant);
    if (!table.matches()) {
      String[] privileges = grant.replace(GlobalPrivileges.SCOPE, "").split(", ");
      return Stream.of(privileges).allMatch(global::has);
    }
    String columns = table.group(1) == null ? "*" : table.group(1);
    try {
      String proof = "SELECT %s FROM %s LIMIT 0".formatted(columns, table.group(2));
      return server.query(proof, rows -> true);
    } catch (SQLException e) {
      if (DENIALS.contains(e.getErrorCode())) {
        return false;
      }
      throw e;
    }
  }

  /// The gateway's account, as SQL writes it.
  private static String account(ServerConnection server) throws SQLException {
    return quoted(server.query("SELECT CURRENT_USER()", MariaDbDiagnosis::firstText));
  }

  private static String firstText(ResultSet rows) throws SQLException {
    return rows.next() ? rows.getString(1) : "";
  }

  /// `user@host` as SQL writes an account.
  private static String quoted(String account) {
    int at = account.lastIndexOf('@');
    return at < 0
        ? account
        : "'%s'@'%s'".formatted(account.substring(0, at), account.substring(at + 1));
  }
}
