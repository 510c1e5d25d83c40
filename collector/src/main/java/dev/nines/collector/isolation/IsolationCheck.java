package dev.nines.collector.isolation;

import dev.nines.collector.isolation.Finding.Kind;
import dev.nines.collector.isolation.Layout.Home;
import dev.nines.collector.isolation.Reach.Way;
import dev.nines.collector.isolation.ServerFacts.Account;
import dev.nines.collector.isolation.ServerFacts.ForeignKey;
import dev.nines.collector.isolation.ServerFacts.Grant;
import dev.nines.collector.isolation.ServerFacts.Proxy;
import dev.nines.slo.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds every way by which an account gets at a tenant's data that is not its own: grants, also by
/// pattern, by role and by what everybody has; global privileges; stored code; foreign keys.
///
/// It judges what the server would allow, not what was done. Where the server tells too little (the
/// text of a view) it finds too much rather than too little. Pure; safe between threads.
public final class IsolationCheck {
  private static final int NAMED_AT_MOST = 3;

  /// Who has a right: a user with all its hosts, or everybody.
  private record Subject(String user, String label, String sql) {
    static Subject of(String user, Set<String> hosts) {
      return new Subject(
          user,
          user + "@" + String.join("|", hosts),
          hosts.stream().map(host -> Sql.account(user, host)).collect(Collectors.joining(", ")));
    }

    static Subject ofPublic() {
      return new Subject(Reach.PUBLIC, "every user (PUBLIC)", Reach.PUBLIC);
    }

    static Subject ofAnonymous(Set<String> hosts) {
      return new Subject("", "every user (anonymous grant)", of("", hosts).sql());
    }
  }

  private final ServerFacts facts;
  private final Layout layout;
  private final Reach reach;
  private final Map<String, Home> homeByUser;
  private final Map<String, Home> homeBySchema;

  private IsolationCheck(ServerFacts facts, Layout layout) {
    this.facts = facts;
    this.layout = layout;
    this.reach = new Reach(facts);
    this.homeByUser = layout.byUser();
    this.homeBySchema = layout.bySchema();
  }

  /// What is wrong, in a stable order.
  public static List<Finding> findings(ServerFacts facts, Layout layout) {
    var check = new IsolationCheck(facts, layout);
    return Stream.of(
            check.everybody(),
            check.accounts(),
            check.proxies(),
            new CodeCheck(facts, layout, check.reach).findings(),
            check.foreignKeys())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /// Rights of the anonymous user and of `PUBLIC` are every tenant's.
  private List<Finding> everybody() {
    var found = new ArrayList<Finding>();
    Set<String> anonymous =
        facts.accounts().stream()
            .filter(each -> each.user().isEmpty())
            .map(Account::host)
            .collect(Collectors.toCollection(TreeSet::new));
    for (Subject subject : List.of(Subject.ofAnonymous(anonymous), Subject.ofPublic())) {
      for (Way way : reach.waysOf(subject.user())) {
        List<String> foreign = way.schemas().stream().filter(this::isProtected).toList();
        if (!foreign.isEmpty()) {
          found.add(leak(Kind.FOREIGN_GRANT, subject, foreign, way));
        }
      }
      reach
          .globalsOf(subject.user())
          .forEach((role, what) -> found.add(global(subject, role, what)));
    }
    return found;
  }

  private List<Finding> accounts() {
    var found = new ArrayList<Finding>();
    var hosts = new LinkedHashMap<String, Set<String>>();
    for (Account account : facts.accounts()) {
      boolean counts = !account.role() && !account.user().isEmpty();
      if (counts && !layout.isTrusted(account.user(), account.host())) {
        hosts.computeIfAbsent(account.user(), _ -> new TreeSet<>()).add(account.host());
      }
    }
    for (var entry : hosts.entrySet()) {
      var subject = Subject.of(entry.getKey(), entry.getValue());
      Home home = homeByUser.get(entry.getKey());
      found.addAll(home == null ? stranger(subject) : tenantUser(subject, home));
    }
    return found;
  }

  /// A tenant's user may use its own schema and the shared ones.
  private List<Finding> tenantUser(Subject subject, Home home) {
    var found = new ArrayList<Finding>();
    String own = home.schema().orElse("");
    for (Way way : reach.waysOf(subject.user())) {
      List<String> foreign =
          way.schemas().stream()
              .filter(schema -> !schema.equals(own) && !layout.isShared(schema))
              .toList();
      if (!foreign.isEmpty()) {
        found.add(leak(kindOf(way), subject, foreign, way));
      }
    }
    reach.globalsOf(subject.user()).forEach((role, what) -> found.add(global(subject, role, what)));
    return found;
  }

  /// An account that is no tenant's may not get at tenants' data, unless it is trusted.
  private List<Finding> stranger(Subject subject) {
    var found = new ArrayList<Finding>();
    for (Way way : reach.waysOf(subject.user())) {
      List<String> tenants = way.schemas().stream().filter(this::isTenants).toList();
      if (!tenants.isEmpty()) {
        found.add(
            leak(tenants.size() > 1 ? kindOf(way) : Kind.FOREIGN_GRANT, subject, tenants, way));
      } else if (way.changesRights()) {
        found.add(leak(Kind.FOREIGN_GRANT, subject, List.of(Reach.RIGHTS), way));
      }
    }
    reach
        .globalsOf(subject.user())
        .forEach(
            (role, what) -> {
              var reaching = new TreeSet<>(what);
              reaching.retainAll(Reach.REACHING);
              if (!reaching.isEmpty()) {
                found.add(global(subject, role, reaching));
              }
            });
    boolean looksLikeTenants = layout.userPrefix().filter(subject.user()::startsWith).isPresent();
    if (looksLikeTenants) {
      found.add(orphan(subject));
    }
    return found;
  }

  /// Who may act as a tenant, or as somebody who reaches one.
  private List<Finding> proxies() {
    var found = new ArrayList<Finding>();
    for (Proxy proxy : facts.proxies()) {
      Home home = homeByUser.get(proxy.asUser());
      boolean anybody =
          proxy.asUser().isEmpty() || layout.isTrusted(proxy.asUser(), proxy.asHost());
      boolean reaching =
          anybody
              || home != null
              || homeBySchema.keySet().stream()
                  .anyMatch(each -> reach.reaches(proxy.asUser(), each));
      boolean self = proxy.user().equals(proxy.asUser()) && !proxy.user().isEmpty();
      if (reaching && !self && !layout.isTrusted(proxy.user(), proxy.host())) {
        String granted = "PROXY ON %s".formatted(Sql.account(proxy.asUser(), proxy.asHost()));
        String account = Sql.account(proxy.user(), proxy.host());
        found.add(
            new Finding(
                Kind.FOREIGN_GRANT,
                Severity.CRITICAL,
                proxy.user() + "@" + proxy.host(),
                home == null ? "every tenant" : home.schema().orElse(proxy.asUser()),
                "GRANT " + granted,
                "REVOKE %s FROM %s;".formatted(granted, account)));
      }
    }
    return found;
  }

  private static Finding orphan(Subject subject) {
    return new Finding(
        Kind.ORPHAN_USER,
        Severity.CRITICAL,
        subject.label(),
        "no tenant",
        "its name is that of a tenant's user, but no tenant has it: a tenant that left, or one that"
            + " was never entered",
        "DROP USER %s;".formatted(subject.sql()));
  }

  private Finding leak(Kind kind, Subject subject, List<String> schemas, Way way) {
    Grant grant = way.grant();
    String granted =
        "GRANT %s ON %s"
            .formatted(String.join(", ", new TreeSet<>(grant.privileges())), Sql.target(grant));
    String path = way.role().isEmpty() ? granted : "role %s: %s".formatted(way.role(), granted);
    return new Finding(
        kind, Severity.CRITICAL, subject.label(), named(schemas), path, remedy(subject, way));
  }

  private String remedy(Subject subject, Way way) {
    Grant grant = way.grant();
    Home home = homeByUser.get(grant.user());
    Optional<String> own = home == null ? Optional.empty() : home.schema();
    boolean coversOwn = own.isPresent() && way.schemas().contains(own.get());
    if (!way.role().isEmpty() && subject.user().equals(Reach.PUBLIC)) {
      return "%s -- or take the role %s from every user".formatted(Sql.revoke(grant), way.role());
    }
    if (!way.role().isEmpty()) {
      return way.entries().stream().map(Sql::revoke).collect(Collectors.joining(" "))
          + " -- or take the right from the role: "
          + Sql.revoke(grant);
    }
    if (!coversOwn || own.isEmpty()) {
      return Sql.revoke(grant);
    }
    return "%s GRANT %s ON %s.* TO %s;"
        .formatted(
            Sql.revoke(grant),
            String.join(", ", new TreeSet<>(grant.privileges())),
            Sql.name(facts.names().granted(own.get())),
            Sql.account(grant.user(), grant.host()));
  }

  private static Finding global(Subject subject, String role, Set<String> privileges) {
    String list = String.join(", ", new TreeSet<>(privileges));
    String path = "GRANT %s ON *.*".formatted(list);
    return new Finding(
        Kind.GLOBAL_PRIVILEGE,
        Severity.CRITICAL,
        subject.label(),
        "every tenant",
        role.isEmpty() ? path : "role %s: %s".formatted(role, path),
        "REVOKE %s ON *.* FROM %s;"
            .formatted(list, role.isEmpty() ? subject.sql() : Sql.name(role)));
  }

  private List<Finding> foreignKeys() {
    return facts.foreignKeys().stream()
        .filter(key -> !key.schema().equals(key.toSchema()) && !layout.isShared(key.toSchema()))
        .filter(key -> isTenants(key.schema()) || isTenants(key.toSchema()))
        .map(IsolationCheck::foreignKey)
        .toList();
  }

  private static Finding foreignKey(ForeignKey key) {
    return new Finding(
        Kind.FOREIGN_KEY,
        Severity.CRITICAL,
        key.schema(),
        key.toSchema(),
        "foreign key %s of %s.%s references %s.%s: who writes the one learns what the other holds"
            .formatted(key.name(), key.schema(), key.table(), key.toSchema(), key.toTable()),
        "ALTER TABLE %s.%s DROP FOREIGN KEY %s;"
            .formatted(Sql.name(key.schema()), Sql.name(key.table()), Sql.name(key.name())));
  }

  private static Kind kindOf(Way way) {
    return way.schemas().size() > 1 ? Kind.WILDCARD_GRANT : Kind.FOREIGN_GRANT;
  }

  /// Schemas of tenants, also of such as are no longer or not yet known.
  private boolean isTenants(String schema) {
    return homeBySchema.containsKey(schema)
        || layout.schemaPrefix().filter(schema::startsWith).isPresent();
  }

  private boolean isProtected(String schema) {
    return isTenants(schema) && !layout.isShared(schema);
  }

  private static String named(List<String> schemas) {
    String first = schemas.stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "));
    int more = schemas.size() - NAMED_AT_MOST;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
