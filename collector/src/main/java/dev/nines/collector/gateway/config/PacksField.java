package dev.nines.collector.gateway.config;

import dev.nines.slo.spec.Packs;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The field `packs`. A pack only promises; what measures is in sections of its own, and without
/// them it would stay without data and without a word.
final class PacksField {
  /// One of these sections is needed. The pack that holds by default can do with parts of itself.
  private static final Map<String, List<String>> NEEDED =
      Map.ofEntries(
          Map.entry("api", List.of("scrape_configs", "otlp")),
          Map.entry("backup-and-dr", List.of("heartbeats", "mariadb")),
          Map.entry("business", List.of("business")),
          Map.entry("canaries", List.of("canaries")),
          Map.entry("cost", List.of("business")),
          Map.entry("database", List.of("mariadb")),
          Map.entry("dependencies", List.of("otlp", "scrape_configs", "probes", "heartbeats")),
          Map.entry("isolation", List.of("mariadb")),
          Map.entry("postgres", List.of("postgres")),
          Map.entry("queues", List.of("queues")),
          Map.entry("realtime", List.of("probes")),
          Map.entry("restaurant", List.of("business")),
          Map.entry("users", List.of("business")));

  private PacksField() {}

  static List<String> read(Fields root) {
    var packs = new ArrayList<String>();
    for (Field item : root.optional("packs").map(Field::items).orElse(List.of())) {
      item.oneOf(Packs.names())
          .ifPresent(
              pack -> {
                packs.add(pack);
                warn(item, pack, root);
              });
    }
    return packs;
  }

  private static void warn(Field item, String pack, Fields root) {
    List<String> sections = NEEDED.getOrDefault(pack, List.of());
    if (!sections.isEmpty() && sections.stream().noneMatch(root::has)) {
      item.warning(
          "nothing here measures what the pack '%s' is about".formatted(pack),
          "Add %s; slo-rules/packs/%s/README.md says what it assumes"
              .formatted(String.join(" or ", sections), pack));
    }
  }
}
