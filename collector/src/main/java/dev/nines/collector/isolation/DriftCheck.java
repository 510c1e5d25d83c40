package dev.nines.collector.isolation;

import dev.nines.collector.isolation.Finding.Kind;
import dev.nines.collector.isolation.Layout.Home;
import dev.nines.collector.isolation.ServerFacts.Migration;
import dev.nines.slo.model.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds tenants whose database is not what the others' are: provisioning that stopped half-way,
/// failed migrations, another last migration, missing tables. What most tenants have is taken as
/// right; with fewer than three to compare, nothing is.
public final class DriftCheck {
  /// A migration that runs longer than this has stopped.
  static final Duration LONGEST_MIGRATION = Duration.ofMinutes(15);

  private static final int FEWEST_TO_COMPARE = 3;
  private static final int NAMED_AT_MOST = 3;

  private final ServerFacts facts;
  private final Layout layout;
  private final Reach reach;

  private DriftCheck(ServerFacts facts, Layout layout) {
    this.facts = facts;
    this.layout = layout;
    this.reach = new Reach(facts);
  }

  /// What is wrong, in the order of the tenants.
  public static List<Finding> findings(ServerFacts facts, Layout layout) {
    var check = new DriftCheck(facts, layout);
    var found = new ArrayList<Finding>();
    layout.homes().forEach(home -> check.provisioning(home).ifPresent(found::add));
    found.addAll(check.failedMigrations());
    found.addAll(check.differentMigrations());
    found.addAll(check.differentTables());
    return found;
  }

  private Optional<Finding> provisioning(Home home) {
    String tenant = "tenant " + home.tenant();
    if (home.schema().isPresent() && !facts.schemas().contains(home.schema().get())) {
      String schema = home.schema().get();
      return half(
          tenant, "schema " + schema, "it does not exist", "CREATE DATABASE " + Sql.name(schema));
    }
    if (home.user().isEmpty()) {
      return Optional.empty();
    }
    String user = home.user().get();
    if (facts.accounts().stream().noneMatch(account -> account.user().equals(user))) {
      return half(
          tenant, "user " + user, "it does not exist", "CREATE USER " + Sql.account(user, "%"));
    }
    if (home.schema().isPresent() && !mayUse(user, home.schema().get())) {
      String schema = home.schema().get();
      return half(
          tenant,
          "schema " + schema,
          "user %s has no right on it".formatted(user),
          "GRANT SELECT, INSERT, UPDATE, DELETE ON %s.* TO %s"
              .formatted(Sql.name(facts.names().granted(schema)), accountOf(user)));
    }
    return Optional.empty();
  }

  private boolean mayUse(String user, String schema) {
    return reach.reaches(user, schema)
        || reach.reaches("", schema)
        || reach.reaches(Reach.PUBLIC, schema);
  }

  private String accountOf(String user) {
    return facts.accounts().stream()
        .filter(account -> account.user().equals(user))
        .findFirst()
        .map(account -> Sql.account(user, account.host()))
        .orElseGet(() -> Sql.account(user, "%"));
  }

  private static Optional<Finding> half(
      String tenant, String object, String path, String statement) {
    return Optional.of(
        new Finding(
            Kind.HALF_PROVISIONED,
            Severity.CRITICAL,
            tenant,
            object,
            path,
            statement + "; -- or end the provisioning, or take the tenant off the list"));
  }

  private List<Finding> failedMigrations() {
    var found = new ArrayList<Finding>();
    new TreeMap<>(facts.migrations())
        .forEach(
            (schema, migrations) ->
                migrations.stream()
                    .filter(each -> !each.finished() && !each.rolledBack())
                    .filter(each -> each.age().compareTo(LONGEST_MIGRATION) > 0)
                    .forEach(each -> found.add(failed(schema, each))));
    return found;
  }

  private static Finding failed(String schema, Migration migration) {
    return new Finding(
        Kind.MIGRATION_FAILED,
        Severity.CRITICAL,
        "schema " + schema,
        migration.name(),
        "begun %d minutes ago and not finished".formatted(migration.age().toMinutes()),
        "-- repair %s, then: prisma migrate resolve --applied %s (or --rolled-back)"
            .formatted(schema, migration.name()));
  }

  private List<Finding> differentMigrations() {
    var last = new TreeMap<String, String>();
    facts.migrations().forEach((schema, all) -> last.put(schema, lastApplied(all)));
    Optional<String> usual = mostCommon(last.values());
    if (usual.isEmpty()) {
      return List.of();
    }
    return last.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(usual.get()))
        .map(entry -> behind(entry.getKey(), entry.getValue(), usual.get()))
        .toList();
  }

  private static Finding behind(String schema, String last, String usual) {
    return new Finding(
        Kind.MIGRATION_DIFFERS,
        Severity.WARNING,
        "schema " + schema,
        last.isEmpty() ? "no migration" : last,
        "most tenants are at " + usual,
        "-- prisma migrate deploy against " + schema);
  }

  private static String lastApplied(Collection<Migration> migrations) {
    return migrations.stream()
        .filter(each -> each.finished() && !each.rolledBack())
        .map(Migration::name)
        .max(Comparator.naturalOrder())
        .orElse("");
  }

  private List<Finding> differentTables() {
    Map<String, Set<String>> known = new TreeMap<>(facts.tables());
    known.keySet().retainAll(layout.bySchema().keySet());
    if (known.size() < FEWEST_TO_COMPARE) {
      return List.of();
    }
    var counts = new HashMap<String, Integer>();
    known.values().forEach(all -> all.forEach(each -> counts.merge(each, 1, Integer::sum)));
    Set<String> usual =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() * 2 > known.size())
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    var found = new ArrayList<Finding>();
    known.forEach(
        (schema, tables) -> {
          var missing = new TreeSet<>(usual);
          missing.removeAll(tables);
          if (!missing.isEmpty()) {
            found.add(missingTables(schema, missing));
          }
        });
    return found;
  }

  private static Finding missingTables(String schema, Set<String> missing) {
    String named = missing.stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "));
    return new Finding(
        Kind.TABLES_DIFFER,
        Severity.WARNING,
        "schema " + schema,
        named,
        "%d tables that most tenants have are missing".formatted(missing.size()),
        "-- apply the migrations to " + schema);
  }

  /// What more than half of them are; of fewer than three, none.
  private static Optional<String> mostCommon(Collection<String> values) {
    if (values.size() < FEWEST_TO_COMPARE) {
      return Optional.empty();
    }
    var counts = new HashMap<String, Integer>();
    values.forEach(each -> counts.merge(each, 1, Integer::sum));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() * 2 > values.size())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
