package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.PageTemplates;
import dev.nines.collector.gateway.config.ConfigReader;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.WebConfigReader;
import dev.nines.collector.gateway.http.WebConfig;
import dev.nines.collector.source.Reference;
import dev.nines.collector.tls.ListenerTls;
import dev.nines.slo.correction.CorrectionReader;
import dev.nines.slo.exclusion.ExclusionReader;
import dev.nines.slo.model.Objective;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.spec.SpecSet;
import dev.nines.slo.yaml.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that is read before anything is started: if a part of it is wrong, all that is wrong
/// is told at once and nothing starts.
///
/// @param config the configuration
/// @param objectives what was promised
/// @param web who may use the HTTP port
/// @param warnings what is valid but probably not meant
record Startup(
    GatewayConfig config, List<Objective> objectives, WebConfig web, List<String> warnings) {

  /// Reads and checks the files that the options name, and all that these name.
  ///
  /// @throws StartException with everything that is wrong
  static Startup check(RunOptions options) throws StartException {
    var found = new ArrayList<Diagnostic>();
    var problems = new ArrayList<String>();
    ConfigReader.Outcome read =
        ConfigReader.read(options.configFile(), options.listenAddress().url());
    found.addAll(read.diagnostics());
    Optional<SpecSet> specs = read.config().map(Startup::specs);
    specs.ifPresent(set -> found.addAll(set.diagnostics()));
    read.config()
        .flatMap(GatewayConfig::alertTemplates)
        .ifPresent(file -> found.addAll(PageTemplates.read(file).diagnostics()));
    read.config()
        .flatMap(GatewayConfig::exclusions)
        .ifPresent(file -> found.addAll(ExclusionReader.read(file).diagnostics()));
    read.config()
        .flatMap(GatewayConfig::corrections)
        .ifPresent(file -> found.addAll(CorrectionReader.read(file).diagnostics()));
    read.config().ifPresent(config -> checkReference(config, problems));
    WebConfig web = web(options, found, problems);
    List<String> errors = rendered(found, Diagnostic.Level.ERROR);
    errors.addAll(problems);
    if (!errors.isEmpty()) {
      throw new StartException(errors);
    }
    return new Startup(
        read.config().orElseThrow(),
        specs.orElseThrow().objectives(),
        web,
        rendered(found, Diagnostic.Level.WARNING));
  }

  /// The promises that a configuration names, or the shipped ones.
  static SpecSet specs(GatewayConfig config) {
    return config.rules().isEmpty() && config.packs().isEmpty()
        ? SpecReader.shipped()
        : SpecReader.read(config.packs(), config.rules(), SpecReader.References.MUST_RESOLVE);
  }

  private static void checkReference(GatewayConfig config, List<String> problems) {
    for (String target : config.reference().tcp()) {
      try {
        Reference.Target.parse(target);
      } catch (IllegalArgumentException e) {
        problems.add("reference.tcp: " + e.getMessage());
      }
    }
  }

  private static WebConfig web(RunOptions options, List<Diagnostic> found, List<String> problems) {
    if (options.webConfigFile().isPresent()) {
      WebConfigReader.Outcome read = WebConfigReader.read(options.webConfigFile().get());
      found.addAll(read.diagnostics());
      WebConfig web = read.config().orElse(WebConfig.OPEN);
      requireClosed(options, web, problems);
      return web;
    }
    requireClosed(options, WebConfig.OPEN, problems);
    return WebConfig.OPEN;
  }

  private static void requireClosed(RunOptions options, WebConfig web, List<String> problems) {
    boolean closed =
        web.requiresAuthentication() || web.tls().flatMap(ListenerTls::clientAuthority).isPresent();
    if (!closed && !options.listenAddress().isLoopback() && !options.openWaived()) {
      problems.add(
          "--web.listen-address %s:%d can be reached from other machines without authentication. Name a --web.config.file with basic_auth_users, listen on 127.0.0.1, or say --web.allow-unauthenticated if something in front authenticates"
              .formatted(options.listenAddress().host(), options.listenAddress().port()));
    }
  }

  private static List<String> rendered(List<Diagnostic> found, Diagnostic.Level level) {
    var lines = new ArrayList<String>();
    found.stream().filter(each -> each.level() == level).forEach(each -> lines.add(each.render()));
    return lines;
  }
}
