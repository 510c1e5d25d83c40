package dev.nines.collector.gateway;

import dev.nines.collector.gateway.config.GatewayConfig;
import java.util.ArrayList;
import java.util.List;

/// What a configuration comes to, in a line for a person: what would be judged, what is read for
/// it, who is told.
final class ConfigSummary {
  private final List<String> parts = new ArrayList<>();

  private ConfigSummary() {}

  static String of(GatewayConfig config, int objectives) {
    return "%s; reads %s; tells %s"
        .formatted(counted(objectives, "objective", "objectives"), read(config), told(config));
  }

  private static String read(GatewayConfig config) {
    var read = new ConfigSummary();
    int targets = config.scrapes().stream().mapToInt(each -> each.targets().targets().size()).sum();
    long discovered =
        config.scrapes().stream().filter(each -> !each.discoveries().isEmpty()).count();
    int canaries = config.canaries().stream().mapToInt(each -> each.statements().size()).sum();
    read.add(config.mariadbs().size(), "MariaDB server", "MariaDB servers");
    read.add(config.postgreses().size(), "PostgreSQL server", "PostgreSQL servers");
    read.add(targets, "scrape target", "scrape targets");
    read.add((int) discovered, "job that discovers targets", "jobs that discover targets");
    read.add(config.probes().size(), "probe", "probes");
    read.add(config.queues().size(), "Valkey or Redis", "Valkeys or Redises");
    read.add(canaries, "canary statement", "canary statements");
    read.add(config.business().queries().size(), "business query", "business queries");
    read.add(config.heartbeats().size(), "heartbeat", "heartbeats");
    read.add(config.otlp().isPresent() ? 1 : 0, "OTLP receiver", "OTLP receivers");
    return read.orElse("nothing yet");
  }

  private static String told(GatewayConfig config) {
    var told = new ConfigSummary();
    int passedOn = config.forward().otlp().size() + config.forward().remoteWrite().size();
    told.add(config.alertmanagers().size(), "Alertmanager", "Alertmanagers");
    told.add(config.escalation().sinks().size(), "direct sink", "direct sinks");
    told.add(passedOn, "destination of what is passed on", "destinations of what is passed on");
    return told.orElse("nobody yet");
  }

  private void add(int count, String one, String many) {
    if (count > 0) {
      parts.add(counted(count, one, many));
    }
  }

  private String orElse(String nothing) {
    return parts.isEmpty() ? nothing : String.join(", ", parts);
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
