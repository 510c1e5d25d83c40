package dev.nines.collector.postgres;

import dev.nines.collector.database.ServerConnection;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.ReadingDiagnosis;
import dev.nines.collector.source.SourceException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a server is set up for the gateway: the role may read what it must, and what it reads
/// means what we take it for. Changes nothing.
public final class PostgresDiagnosis implements Diagnosis {
  private final PostgresTarget target;
  private final ServerTenants tenants;
  private final InstantSource clock;

  /// @param target the server
  /// @param tenants who is on it
  public PostgresDiagnosis(PostgresTarget target, ServerTenants tenants, InstantSource clock) {
    this.target = target;
    this.tenants = tenants;
    this.clock = clock;
  }

  @Override
  public String subject() {
    return "postgres " + target.server();
  }

  @Override
  public List<Finding> examine() throws InterruptedException {
    Setup setup;
    try (var server = new ServerConnection(new PostgresDialect(target))) {
      setup = server.run(clock.instant(), new StatementReader()::setup);
    } catch (SourceException e) {
      boolean reached = e.meaning() != SourceException.Meaning.UNREACHABLE;
      String remedy = reached ? PostgresRole.sql(target, "the-password").strip() : "";
      return List.of(Finding.problem(e.reason(), remedy));
    }
    Optional<Setup.Problem> problem = setup.problem(target);
    if (problem.isPresent()) {
      return List.of(Finding.problem(problem.get().what(), problem.get().remedy()));
    }
    var findings = new ArrayList<Finding>();
    findings.add(Finding.ok("role %s may read what it must".formatted(target.user())));
    if (setup.tracksUtility()) {
      findings.add(
          Finding.advice(
              "BEGIN, COMMIT and their like count as statements",
              "ALTER SYSTEM SET pg_stat_statements.track_utility = off; SELECT pg_reload_conf();"));
    }
    tenants.nobodyHere().ifPresent(findings::add);
    findings.addAll(new ReadingDiagnosis(new StatementsSource(target, tenants), clock).examine());
    return findings;
  }
}
