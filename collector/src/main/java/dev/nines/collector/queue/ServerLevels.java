package dev.nines.collector.queue;

import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns the text of `INFO` into samples.
final class ServerLevels {
  private static final String NAME = "nines_redis_";

  private static final Map<String, String> LEVELS =
      Map.of(
          "used_memory", "memory_bytes",
          "maxmemory", "memory_limit_bytes",
          "mem_fragmentation_ratio", "memory_fragmentation_ratio",
          "connected_clients", "clients",
          "maxclients", "clients_limit",
          "blocked_clients", "clients_blocked",
          "connected_slaves", "replicas",
          "master_last_io_seconds_ago", "replication_last_io_seconds",
          "uptime_in_seconds", "uptime_seconds");

  private static final Map<String, String> COUNTS =
      Map.of(
          "keyspace_hits", "keyspace_hits_total",
          "keyspace_misses", "keyspace_misses_total",
          "evicted_keys", "evicted_keys_total",
          "expired_keys", "expired_keys_total",
          "rejected_connections", "rejected_connections_total",
          "total_commands_processed", "commands_total",
          "total_error_replies", "errors_total");

  private static final Pattern MICROS = Pattern.compile("\\busec=(\\d+)");

  private ServerLevels() {}

  /// @param node the address of a cluster's node; empty for a single server
  /// @param answered how long a `PING` took there and back
  /// @param commands the text of `INFO commandstats`
  static List<Sample> samples(
      String server, String node, Duration answered, String info, String commands) {
    var labels = Map.of("server", server, "node", node);
    Map<String, String> fields = fields(info);
    var samples = new ArrayList<Sample>();
    samples.add(sample("answer_seconds", SampleKind.GAUGE, labels, answered.toNanos() / 1e9));
    samples.add(
        sample("command_seconds_total", SampleKind.CUMULATIVE, labels, commandSeconds(commands)));
    LEVELS.forEach((field, name) -> add(samples, name, SampleKind.GAUGE, labels, fields, field));
    COUNTS.forEach(
        (field, name) -> add(samples, name, SampleKind.CUMULATIVE, labels, fields, field));
    if (fields.containsKey("master_link_status")) {
      boolean up = "up".equals(fields.get("master_link_status"));
      samples.add(sample("replication_up", SampleKind.GAUGE, labels, up ? 1 : 0));
    }
    memoryUse(fields)
        .ifPresent(
            ratio -> samples.add(sample("memory_use_ratio", SampleKind.GAUGE, labels, ratio)));
    return samples;
  }

  /// `cmdstat_get:calls=21,usec=175,usec_per_call=8.33,…`, summed up over all commands.
  private static double commandSeconds(String commands) {
    long micros = 0;
    for (String stats : fields(commands).values()) {
      Matcher matcher = MICROS.matcher(stats);
      micros += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
    return micros / 1e6;
  }

  /// Without a limit there is no share.
  private static Optional<Double> memoryUse(Map<String, String> fields) {
    double limit = Double.parseDouble(fields.getOrDefault("maxmemory", "0"));
    double used = Double.parseDouble(fields.getOrDefault("used_memory", "0"));
    return limit > 0 ? Optional.of(used / limit) : Optional.empty();
  }

  private static void add(
      List<Sample> samples,
      String name,
      SampleKind kind,
      Map<String, String> labels,
      Map<String, String> fields,
      String field) {
    String value = fields.get(field);
    if (value != null) {
      samples.add(sample(name, kind, labels, Double.parseDouble(value)));
    }
  }

  private static Sample sample(
      String name, SampleKind kind, Map<String, String> labels, double value) {
    return new Sample(new Series(NAME + name, labels, kind), value);
  }

  private static Map<String, String> fields(String info) {
    var fields = new HashMap<String, String>();
    info.lines()
        .filter(line -> !line.startsWith("#") && line.contains(":"))
        .forEach(
            line ->
                fields.put(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip()));
    return new TreeMap<>(fields);
  }
}
