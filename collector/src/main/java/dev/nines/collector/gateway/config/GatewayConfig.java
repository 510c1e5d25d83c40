package dev.nines.collector.gateway.config;

import dev.nines.collector.business.BusinessQuery;
import dev.nines.collector.canary.Canary;
import dev.nines.collector.discovery.Discovery;
import dev.nines.collector.discovery.TargetGroup;
import dev.nines.collector.forward.ForwardSettings;
import dev.nines.collector.heartbeat.Heartbeat;
import dev.nines.collector.mariadb.IsolationSettings;
import dev.nines.collector.probe.ProbeSettings;
import dev.nines.collector.queue.QueueTarget;
import dev.nines.collector.scrape.ScrapeJob;
import dev.nines.collector.scrape.Targets;
import dev.nines.collector.scrape.TlsFiles;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Everything that the configuration file says, checked. Paths are absolute.
///
/// @param externalUrl where people reach the gateway, for links in alerts
/// @param cluster who evaluates in the gateway's place; absent if it does so itself
/// @param evaluationInterval the longest time between two evaluations; a completed round of
///   readings is evaluated at once
/// @param retention how long the ledger keeps what was measured
/// @param tenants where the tenants come from
/// @param packs shipped rule packs
/// @param rules spec files and folders; empty means the shipped ones
/// @param reference what is reached to find out whether we can see at all
/// @param scrapes targets in the Prometheus format
/// @param probes addresses that are called
/// @param mariadbs MariaDB servers
/// @param postgreses PostgreSQL servers
/// @param business figures by SQL
/// @param canaries statements that are run on each tenant's database to see how fast it answers
/// @param otlp where applications send telemetry, absent for nowhere
/// @param forward where telemetry is passed on to
/// @param queues Valkeys and Redises with their queues
/// @param heartbeats signs of life that are expected
/// @param deployTokenFile holds the token of those who tell of deploys; absent for none
/// @param sentrySecretFile holds the secret with which Sentry signs its webhooks; absent if it
///   sends none
/// @param alertmanagers every instance gets every alert
/// @param runbookUrl where runbooks are, with the placeholder `{alertname}`; absent means the
///   gateway itself
/// @param alertTemplates what pages say; absent means the shipped words
/// @param traceUrl where a trace is shown, with the placeholder `{trace_id}`; absent if nowhere
/// @param exclusions maintenance and what else is left out; absent means nothing
/// @param corrections counts of the past that are put right; absent means none
/// @param escalation who is told directly
/// @param telemetry where the gateway's own errors and traces go
public record GatewayConfig(
    URI externalUrl,
    Optional<Cluster> cluster,
    Duration evaluationInterval,
    Duration retention,
    Tenants tenants,
    List<String> packs,
    List<Path> rules,
    ReferenceTargets reference,
    List<Scrape> scrapes,
    List<ProbeSettings> probes,
    List<MariaDb> mariadbs,
    List<Postgres> postgreses,
    Business business,
    List<Canaries> canaries,
    Optional<OtlpConfig> otlp,
    ForwardSettings forward,
    List<QueueTarget> queues,
    List<Heartbeat> heartbeats,
    Optional<Path> deployTokenFile,
    Optional<Path> sentrySecretFile,
    List<Alertmanager> alertmanagers,
    Optional<String> runbookUrl,
    Optional<Path> alertTemplates,
    Optional<String> traceUrl,
    Optional<Path> exclusions,
    Optional<Path> corrections,
    Escalation escalation,
    Telemetry telemetry) {

  public GatewayConfig {
    packs = List.copyOf(packs);
    rules = List.copyOf(rules);
    scrapes = List.copyOf(scrapes);
    probes = List.copyOf(probes);
    mariadbs = List.copyOf(mariadbs);
    postgreses = List.copyOf(postgreses);
    canaries = List.copyOf(canaries);
    queues = List.copyOf(queues);
    heartbeats = List.copyOf(heartbeats);
    alertmanagers = List.copyOf(alertmanagers);
  }

  /// Where the tenants come from; at least one of the two.
  ///
  /// @param file a YAML list of tenants
  /// @param database the SaaS's control database
  /// @param refreshInterval how often both are read again
  public record Tenants(
      Optional<Path> file, Optional<ControlDatabase> database, Duration refreshInterval) {}

  /// A database that knows the tenants.
  ///
  /// @param jdbcUrl `jdbc:mariadb://host:port/schema`
  /// @param login the read-only user
  /// @param query selects one row a tenant; column names are field names
  public record ControlDatabase(String jdbcUrl, Login login, String query) {}

  /// A user and where the password stands; the password itself is read at each connection.
  ///
  /// @param username the user
  /// @param passwordFile a file that holds nothing but the password
  public record Login(String username, Optional<Path> passwordFile) {}

  /// Addresses that do not depend on what is monitored. If they cannot be reached either, we are
  /// blind and nobody else is to blame.
  ///
  /// @param tcp `host:port` to connect to; empty switches the check off
  /// @param timeout for one connection
  public record ReferenceTargets(List<String> tcp, Duration timeout) {
    public ReferenceTargets {
      tcp = List.copyOf(tcp);
    }
  }

  /// One job of scraping, in the words of Prometheus.
  ///
  /// @param job how its targets are scraped
  /// @param groups targets that stand in the configuration
  /// @param discoveries where further targets are found
  /// @param tls certificates of its own
  public record Scrape(
      ScrapeJob job,
      List<TargetGroup> groups,
      List<Discovery> discoveries,
      Optional<TlsFiles> tls) {
    public Scrape {
      groups = List.copyOf(groups);
      discoveries = List.copyOf(discoveries);
    }

    /// The targets that stand in the configuration.
    public Targets.Result targets() {
      return Targets.of(job, groups);
    }
  }

  /// One MariaDB server.
  ///
  /// @param name the `server` label
  /// @param jdbcUrl `jdbc:mariadb://host:port/`
  /// @param login the least-privilege user
  /// @param sharedUser whether one database user serves all tenants (Mode R)
  /// @param threshold statements above this are slow; the server's `long_query_time`
  /// @param interval between two readings of the totals
  /// @param ringInterval between two readings of the statement ring, absent to leave it alone
  /// @param ringCostRatio the share of one core that reading the ring may cost
  /// @param isolation how isolation is checked, absent to leave it
  public record MariaDb(
      String name,
      String jdbcUrl,
      Login login,
      boolean sharedUser,
      Duration threshold,
      Duration interval,
      Optional<Duration> ringInterval,
      BigDecimal ringCostRatio,
      Optional<IsolationSettings> isolation) {}

  /// One PostgreSQL server.
  ///
  /// @param name the `server` label
  /// @param jdbcUrl `jdbc:postgresql://host:port/database`
  /// @param login the least-privilege role
  /// @param threshold statements above this are slow
  /// @param interval between two readings
  public record Postgres(
      String name, String jdbcUrl, Login login, Duration threshold, Duration interval) {}

  /// Figures by SQL.
  ///
  /// @param control the database of queries on the control database
  /// @param tenants the database of queries on each tenant's own; its URL has `{tenant.database}`
  /// @param atOnce how many queries run at a time
  /// @param queries what is asked
  public record Business(
      Optional<Database> control,
      Optional<Database> tenants,
      int atOnce,
      List<BusinessQuery> queries) {
    /// Nothing is asked.
    public static final Business NONE =
        new Business(Optional.empty(), Optional.empty(), 1, List.of());

    public Business {
      queries = List.copyOf(queries);
    }
  }

  /// A database to ask.
  ///
  /// @param jdbcUrl `jdbc:mariadb://host:port/schema`
  /// @param login a user that may only read
  public record Database(String jdbcUrl, Login login) {}

  /// Canary statements on one server.
  ///
  /// @param name the `server` label
  /// @param database of each tenant; its URL has `{tenant.database}`
  /// @param atOnce how many run at a time
  /// @param perMinute how many run in a minute, of all tenants together
  /// @param statements what is asked
  public record Canaries(
      String name, Database database, int atOnce, int perMinute, List<Canary> statements) {
    public Canaries {
      statements = List.copyOf(statements);
    }
  }

  /// A Prometheus, or what speaks its API, that evaluates the generated rules.
  ///
  /// @param url its HTTP API
  /// @param remoteWrite where it takes counters
  /// @param headersFile `Name: value` lines for both, read at each request
  /// @param backfill how much of the past is written when it is first used
  public record Cluster(URI url, URI remoteWrite, Optional<Path> headersFile, Duration backfill) {}

  /// One instance of Alertmanager.
  ///
  /// @param url its base address
  /// @param login basic authentication
  public record Alertmanager(URI url, Optional<Login> login) {}

  /// Where the gateway's own errors and traces go.
  ///
  /// @param sentryDsnFile a file that holds Sentry's DSN
  /// @param otlpEndpoint the base address of an OTLP/HTTP receiver
  /// @param traceSampleRatio the share of traces that are kept, 0 to 1
  public record Telemetry(
      Optional<Path> sentryDsnFile, Optional<String> otlpEndpoint, double traceSampleRatio) {}
}
