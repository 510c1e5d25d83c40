package dev.nines.collector.gateway;

import dev.nines.collector.gateway.config.GatewayConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The settings that are read once: a reload that changes one of them is refused.
final class FixedSettings implements Reloadable {

  @Override
  public List<String> needsRestart(Startup now, Startup next) {
    var sentences = new ArrayList<String>();
    changed(now, next, "external_url", GatewayConfig::externalUrl, sentences);
    changed(now, next, "engine", GatewayConfig::cluster, sentences);
    changed(now, next, "runbook_url", GatewayConfig::runbookUrl, sentences);
    changed(now, next, "trace_url", GatewayConfig::traceUrl, sentences);
    changed(now, next, "alert_templates", GatewayConfig::alertTemplates, sentences);
    if (!now.web().tls().equals(next.web().tls())) {
      sentences.add(
          "tls_server_config of the web configuration has changed; it is read at the start only:"
              + " restart the gateway, or change it back");
    }
    return sentences;
  }

  private static void changed(
      Startup now,
      Startup next,
      String name,
      Function<GatewayConfig, Object> setting,
      List<String> into) {
    Object before = setting.apply(now.config());
    Object after = setting.apply(next.config());
    if (!before.equals(after)) {
      into.add(
          "%s has changed; it is read at the start only: restart the gateway, or change it back"
              .formatted(name));
    }
  }

  @Override
  public void takeOver(Startup next) {
    // nothing: what is fixed has not changed
  }
}
