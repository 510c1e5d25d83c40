package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.config.GatewayConfig.Login;
import dev.nines.collector.queue.QueueTarget;
import dev.nines.collector.queue.QueueTarget.Node;
import dev.nines.collector.queue.QueueTarget.Topology;
import dev.nines.collector.queue.TenantField;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One item of `queues`.
final class QueueSection {
  private final Values values;

  QueueSection(Values values) {
    this.values = values;
  }

  QueueTarget read(Fields fields) {
    List<String> prefixes = values.texts(fields, "prefixes");
    Optional<Path> passwordFile = values.file(fields, "password_file");
    Optional<String> user = fields.optional("username").flatMap(values::text);
    var target =
        new QueueTarget(
            values.requiredText(fields, "name"),
            topology(fields),
            user,
            Secrets.password(new Login(user.orElse(""), passwordFile)),
            values.flag(fields, "tls", false),
            values.file(fields, "tls_ca_file"),
            prefixes.isEmpty() ? List.of(QueueTarget.DEFAULT_PREFIX) : prefixes,
            fields.optional("tenant_pattern").flatMap(this::tenantPattern),
            fields
                .optional("tenant_field")
                .flatMap(field -> values.parsed(field, TenantField::parse)),
            Pace.interval(values, fields, "interval"),
            values.duration(
                fields,
                "discovery_interval",
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofDays(1)));
    fields.finish();
    return target;
  }

  private Topology topology(Fields fields) {
    boolean cluster = values.flag(fields, "cluster", false);
    Optional<String> primary = fields.optional("sentinel_primary").flatMap(values::text);
    var nodes = new ArrayList<Node>();
    Optional<Field> addresses = fields.required("addresses");
    addresses.ifPresent(
        list ->
            list.items()
                .forEach(
                    item ->
                        values
                            .text(item)
                            .ifPresent(text -> node(item, text).ifPresent(nodes::add))));
    if (nodes.isEmpty()) {
      nodes.add(new Node("missing", 6379));
    }
    if (primary.isPresent()) {
      return new Topology.Sentinel(nodes, primary.get());
    }
    if (cluster) {
      return new Topology.Cluster(nodes);
    }
    if (nodes.size() > 1) {
      addresses
          .orElseThrow()
          .error(
              "names several addresses",
              "Name one, or say what they are: 'cluster: true', or 'sentinel_primary' with the"
                  + " name that the sentinels know");
    }
    return new Topology.Standalone(nodes.getFirst());
  }

  private static Optional<Node> node(Field item, String text) {
    try {
      return Optional.of(Node.parse(text));
    } catch (IllegalArgumentException e) {
      item.error(String.valueOf(e.getMessage()), "Write it like redis1:6379");
      return Optional.empty();
    }
  }

  private Optional<Pattern> tenantPattern(Field field) {
    return values
        .text(field)
        .flatMap(
            text -> {
              try {
                Pattern pattern = Pattern.compile(text);
                if (pattern.namedGroups().containsKey("tenant")) {
                  return Optional.of(pattern);
                }
                field.error("has no group named tenant", "Write it like ^(?<tenant>[a-z0-9]+)-");
              } catch (PatternSyntaxException e) {
                field.error("is not a pattern: " + e.getDescription(), "Correct it");
              }
              return Optional.empty();
            });
  }
}
