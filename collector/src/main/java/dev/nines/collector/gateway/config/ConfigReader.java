package dev.nines.collector.gateway.config;

import dev.nines.collector.forward.ForwardSettings;
import dev.nines.collector.gateway.config.GatewayConfig.Alertmanager;
import dev.nines.collector.gateway.config.GatewayConfig.Login;
import dev.nines.collector.gateway.config.GatewayConfig.ReferenceTargets;
import dev.nines.collector.gateway.config.GatewayConfig.Telemetry;
import dev.nines.slo.yaml.Diagnostic;
import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.YamlNode;
import dev.nines.slo.yaml.YamlReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads the configuration file.
///
/// Never throws for what the file says: everything wrong becomes a diagnostic, all of them at once,
/// and a configuration is returned only if there is no error.
public final class ConfigReader {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration DEFAULT_RETENTION = Duration.ofDays(396);
  private static final URI DEFAULT_URL = URI.create("http://localhost:9610");

  private final Values values;
  private final URI externalUrl;
  private final Diagnostics out = new Diagnostics();

  private ConfigReader(Values values, URI externalUrl) {
    this.values = values;
    this.externalUrl = externalUrl;
  }

  /// What reading a file came to.
  ///
  /// @param config the configuration, if the file has no error
  /// @param diagnostics everything to say about the file, by place
  public record Outcome(Optional<GatewayConfig> config, List<Diagnostic> diagnostics) {}

  /// Reads a file; `${NAME}` in it is taken from the environment.
  public static Outcome read(Path file) {
    return read(file, DEFAULT_URL);
  }

  /// Reads a file of a gateway that people reach at `externalUrl` unless the file says otherwise.
  public static Outcome read(Path file, URI externalUrl) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      String text = Files.readString(absolute);
      return read(file.toString(), text, absolute.getParent(), System::getenv, externalUrl);
    } catch (IOException e) {
      var out = new Diagnostics();
      out.error(
          new Position(file.toString(), 1, 1),
          "",
          "the file cannot be read: " + e.getMessage(),
          "Name an existing UTF-8 file that the gateway's user may read");
      return new Outcome(Optional.empty(), out.sorted());
    }
  }

  static Outcome read(
      String name,
      String text,
      @Nullable Path folder,
      UnaryOperator<@Nullable String> environment) {
    return read(name, text, folder, environment, DEFAULT_URL);
  }

  private static Outcome read(
      String name,
      String text,
      @Nullable Path folder,
      UnaryOperator<@Nullable String> environment,
      URI externalUrl) {
    Path base = folder == null ? Path.of("").toAbsolutePath() : folder;
    return new ConfigReader(new Values(base, environment), externalUrl).document(name, text);
  }

  private Outcome document(String name, String text) {
    List<YamlNode> documents = YamlReader.read(name, text, out);
    if (documents.size() != 1 && !out.hasErrors()) {
      out.error(
          new Position(name, 1, 1),
          "",
          documents.isEmpty() ? "the file is empty" : "the file has more than one document",
          "Write one mapping, beginning with 'tenants:'");
    }
    Optional<GatewayConfig> config =
        documents.stream().findFirst().flatMap(each -> Fields.of(each, out)).map(this::config);
    return new Outcome(out.hasErrors() ? Optional.empty() : config, out.sorted());
  }

  private GatewayConfig config(Fields root) {
    List<String> packs = PacksField.read(root);
    Optional<GatewayConfig.Cluster> cluster = new ClusterSection(values).read(root);
    var config =
        new GatewayConfig(
            root.optional("external_url").flatMap(values::httpUrl).orElse(externalUrl),
            cluster,
            values.duration(root, "evaluation_interval", Duration.ofSeconds(15), SECOND, HOUR),
            values.duration(root, "retention", DEFAULT_RETENTION, DAY, Duration.ofDays(3660)),
            root.required("tenants")
                .flatMap(Field::fields)
                .map(new TenantsSection(values)::read)
                .orElseGet(TenantsSection::none),
            packs,
            rules(root),
            root.optional("reference")
                .flatMap(Field::fields)
                .map(this::reference)
                .orElse(new ReferenceTargets(List.of(), Duration.ofSeconds(2))),
            each(root, "scrape_configs", new ScrapeSection(values)::read),
            each(root, "probes", new ProbeSection(values)::read),
            each(root, "mariadb", new MariaDbSection(values)::read),
            each(root, "postgres", new PostgresSection(values)::read),
            root.optional("business")
                .flatMap(Field::fields)
                .map(fields -> new BusinessSection(values, out).read(fields, packs))
                .orElse(GatewayConfig.Business.NONE),
            each(root, "canaries", new CanarySection(values)::read),
            root.optional("otlp").flatMap(Field::fields).map(new OtlpSection(values)::read),
            forward(root, cluster),
            each(root, "queues", new QueueSection(values)::read),
            each(root, "heartbeats", new HeartbeatSection(values)::read),
            root.optional("deploys").flatMap(Field::fields).flatMap(this::deployToken),
            root.optional("sentry_webhook").flatMap(Field::fields).flatMap(this::sentrySecret),
            each(root, "alertmanagers", this::alertmanager),
            root.optional("runbook_url").flatMap(values::text),
            values.file(root, "alert_templates"),
            root.optional("trace_url").flatMap(this::traceUrl),
            values.file(root, "exclusions"),
            values.file(root, "corrections"),
            root.optional("escalation")
                .flatMap(Field::fields)
                .map(new EscalationSection(values)::read)
                .orElse(Escalation.NONE),
            root.optional("telemetry")
                .flatMap(Field::fields)
                .map(this::telemetry)
                .orElse(new Telemetry(Optional.empty(), Optional.empty(), 1)));
    root.finish();
    uniqueNames(root, "scrape_configs", "job_name");
    uniqueNames(root, "probes", "name");
    uniqueNames(root, "mariadb", "name");
    uniqueNames(root, "canaries", "name");
    uniqueNames(root, "queues", "name");
    uniqueNames(root, "heartbeats", "id");
    return config;
  }

  private ForwardSettings forward(Fields root, Optional<GatewayConfig.Cluster> cluster) {
    ForwardSettings asked =
        new ForwardSection(values).read(root.optional("forward").flatMap(Field::fields));
    return cluster.map(each -> ClusterSection.joined(asked, each)).orElse(asked);
  }

  private Optional<Path> deployToken(Fields fields) {
    Optional<Path> file = values.file(fields, "token_file");
    fields.finish();
    return file;
  }

  private Optional<Path> sentrySecret(Fields fields) {
    Optional<Path> file =
        fields.required("secret_file").flatMap(field -> values.path(field, false));
    fields.finish();
    return file;
  }

  private List<Path> rules(Fields root) {
    var paths = new ArrayList<Path>();
    root.optional("rules")
        .ifPresent(
            field -> field.items().forEach(each -> values.path(each, true).ifPresent(paths::add)));
    return paths;
  }

  private ReferenceTargets reference(Fields fields) {
    var reference =
        new ReferenceTargets(
            values.texts(fields, "tcp"),
            values.duration(fields, "timeout", Duration.ofSeconds(2), SECOND, HOUR));
    fields.finish();
    return reference;
  }

  private Alertmanager alertmanager(Fields fields) {
    URI url = fields.required("url").flatMap(values::httpUrl).orElse(DEFAULT_URL);
    Optional<Login> login =
        fields.optional("basic_auth").flatMap(Field::fields).map(each -> login(values, each));
    fields.finish();
    return new Alertmanager(url, login);
  }

  /// A section of its own that is a login.
  static Login login(Values values, Fields fields) {
    Login login = loginIn(values, fields);
    fields.finish();
    return login;
  }

  /// The fields of a login among others.
  static Login loginIn(Values values, Fields fields) {
    return new Login(values.requiredText(fields, "username"), values.file(fields, "password_file"));
  }

  private Optional<String> traceUrl(Field field) {
    Optional<String> url = values.text(field);
    if (url.isPresent() && !url.get().contains("{trace_id}")) {
      field.error(
          "the address has no {trace_id}", "Write it where a trace's id belongs in the address");
    }
    return url;
  }

  private Telemetry telemetry(Fields fields) {
    long percent = values.whole(fields, "trace_sample_percent", 100, 0, 100);
    var telemetry =
        new Telemetry(
            values.file(fields, "sentry_dsn_file"),
            fields.optional("otlp_endpoint").flatMap(values::httpUrl).map(URI::toString),
            percent / 100.0);
    fields.finish();
    return telemetry;
  }

  private <T> List<T> each(Fields root, String name, Function<Fields, T> read) {
    var all = new ArrayList<T>();
    root.optional(name)
        .ifPresent(
            list -> list.items().forEach(item -> item.fields().map(read).ifPresent(all::add)));
    return all;
  }

  private void uniqueNames(Fields root, String list, String field) {
    var seen = new HashSet<String>();
    if (!root.has(list)) {
      return;
    }
    root.optional(list)
        .filter(Field::isList)
        .ifPresent(
            items ->
                items.items().stream()
                    .filter(item -> item.node() instanceof YamlNode.Mapping)
                    .flatMap(item -> item.fields().flatMap(each -> each.optional(field)).stream())
                    .filter(name -> name.isText() && !seen.add(name.text().orElse("")))
                    .forEach(
                        name ->
                            name.error(
                                "the name '%s' is used twice".formatted(name.text().orElse("")),
                                "Give each its own: it is a label's value")));
  }
}
