package dev.nines.collector.gateway;

import dev.nines.alerts.generate.AlertmanagerFiles;
import dev.nines.alerts.generate.AlertmanagerOptions.Receiver;
import dev.nines.alerts.generate.EventSource;
import dev.nines.alerts.generate.PrometheusFiles;
import dev.nines.alerts.generate.PrometheusOptions;
import dev.nines.alerts.lifecycle.PageTemplates;
import dev.nines.collector.gateway.config.ConfigReader;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.dashboards.grafana.Dashboards;
import dev.nines.slo.model.Objective;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.spec.SpecSet;
import dev.nines.slo.yaml.Diagnostic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `nines generate`: files for the tools around the gateway, made of the same promises. Without a
/// configuration, of the shipped ones.
@Command(
    name = "generate",
    description = "Writes files for Prometheus, Alertmanager and Grafana.",
    synopsisSubcommandLabel = "(prometheus|alertmanager|grafana)",
    subcommands = {
      GenerateCommand.Prometheus.class,
      GenerateCommand.Alertmanager.class,
      GenerateCommand.Grafana.class
    })
final class GenerateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing what to generate: prometheus, alertmanager or grafana.");
  }

  /// What every kind of file has in common.
  static final class Target {
    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "The folder to write to; made if it is missing.")
    private Path out = Path.of("");

    @Option(
        names = "--config.file",
        paramLabel = "FILE",
        description = "The gateway's configuration (default: the shipped rules).")
    private @Nullable Path configFile;

    /// The promises, and the configuration if there is one.
    record Promises(Optional<GatewayConfig> config, List<Objective> objectives) {}

    Promises promises() throws StartException {
      Optional<Path> file = Optional.ofNullable(configFile);
      if (file.isEmpty()) {
        return new Promises(Optional.empty(), SpecReader.shipped().objectives());
      }
      ConfigReader.Outcome read = ConfigReader.read(file.get());
      var found = new ArrayList<>(read.diagnostics());
      Optional<SpecSet> specs = read.config().map(Startup::specs);
      specs.ifPresent(set -> found.addAll(set.diagnostics()));
      List<String> errors =
          found.stream()
              .filter(each -> each.level() == Diagnostic.Level.ERROR)
              .map(Diagnostic::render)
              .toList();
      if (!errors.isEmpty()) {
        throw new StartException(errors);
      }
      // rules know no dates: they are those of the targets in force now
      Instant now = InstantSource.system().instant();
      return new Promises(
          read.config(),
          specs.orElseThrow().objectives().stream().map(each -> each.asOf(now)).toList());
    }

    int write(CommandLine commandLine, SortedMap<String, String> files) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = out.resolve(file.getKey());
        try {
          Files.createDirectories(
              Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(out));
          Files.writeString(path, file.getValue());
        } catch (IOException e) {
          commandLine
              .getErr()
              .printf(
                  "%s cannot be written: %s. Name a folder that you may write to.%n",
                  path, e.getMessage());
          return 1;
        }
        commandLine.getOut().println(path);
      }
      return 0;
    }
  }

  /// Recording and alerting rules.
  @Command(
      name = "prometheus",
      description = "Recording and alerting rules for every promise, and thresholds.")
  static final class Prometheus implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Target target = new Target();

    @Option(
        names = "--events",
        defaultValue = "gateway",
        description =
            "Where Prometheus has the events from: 'gateway' (its /metrics/tenants) or 'queries'"
                + " (the series that the promises' queries name).")
    private EventSource events = EventSource.GATEWAY;

    @Option(names = "--sloth-series", description = "Record Sloth's series too.")
    private boolean slothSeries;

    @Option(
        names = "--custom-resources",
        description = "Write PrometheusRule resources for the Prometheus operator.")
    private boolean customResources;

    @Override
    public Integer call() {
      CommandLine commandLine = spec.commandLine();
      try {
        Target.Promises promises = target.promises();
        String console =
            promises
                .config()
                .map(GatewayConfig::externalUrl)
                .map(URI::toString)
                .orElse("http://localhost:9610");
        PrometheusFiles generated =
            PrometheusFiles.of(
                promises.objectives(),
                new PrometheusOptions(
                    events,
                    slothSeries,
                    customResources,
                    promises
                        .config()
                        .flatMap(GatewayConfig::runbookUrl)
                        .orElse(console + "/runbooks/{alertname}"),
                    console));
        generated.left().forEach(commandLine.getErr()::println);
        return target.write(commandLine, generated.files());
      } catch (StartException e) {
        e.problems().forEach(commandLine.getErr()::println);
        return 1;
      }
    }
  }

  /// Routes, inhibitions, receivers.
  @Command(
      name = "alertmanager",
      description = "alertmanager.yml with its templates, and the gateway's words for pages.")
  static final class Alertmanager implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Target target = new Target();

    @Option(
        names = "--receivers",
        split = ",",
        paramLabel = "KIND",
        description =
            "Switched on: pagerduty, slack, email, webhook; the others stand in comments.")
    private Set<Receiver> receivers = new HashSet<>();

    @Option(
        names = "--zone",
        defaultValue = "Europe/Berlin",
        paramLabel = "ZONE",
        description = "The zone of working hours (default: Europe/Berlin).")
    private String zone = "Europe/Berlin";

    @Override
    public Integer call() {
      CommandLine commandLine = spec.commandLine();
      if (!ZoneId.getAvailableZoneIds().contains(zone)) {
        throw new ParameterException(
            commandLine, "--zone %s: expected a region such as Europe/Berlin".formatted(zone));
      }
      try {
        SortedMap<String, String> files =
            AlertmanagerFiles.of(
                AlertmanagerFiles.options(
                    target.promises().objectives(), new TreeSet<>(receivers), ZoneId.of(zone)));
        files.put("page-templates.yml", PageTemplates.shippedText());
        return target.write(commandLine, files);
      } catch (StartException e) {
        e.problems().forEach(commandLine.getErr()::println);
        return 1;
      }
    }
  }

  /// Dashboards.
  @Command(name = "grafana", description = "Dashboards, and the files that provision them.")
  static final class Grafana implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Target target = new Target();

    @Option(
        names = "--prometheus-url",
        defaultValue = "http://prometheus:9090",
        paramLabel = "URL",
        description =
            "Where Grafana reaches the Prometheus that scrapes the gateway (default:"
                + " http://prometheus:9090).")
    private String prometheusUrl = "";

    @Option(
        names = "--dashboards-path",
        defaultValue = "/etc/grafana/dashboards/nines",
        paramLabel = "PATH",
        description =
            "Where Grafana will find the folder 'dashboards' (default:"
                + " /etc/grafana/dashboards/nines).")
    private String dashboardsPath = "";

    @Override
    public Integer call() {
      var files = new TreeMap<String, String>();
      for (String name : Dashboards.NAMES) {
        files.put("dashboards/" + name + ".json", Dashboards.read(name).toPrettyString() + "\n");
      }
      Dashboards.provisioning(prometheusUrl, dashboardsPath)
          .forEach((path, text) -> files.put("provisioning/" + path, text));
      return target.write(spec.commandLine(), files);
    }
  }
}
