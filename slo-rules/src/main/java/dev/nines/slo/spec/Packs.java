package dev.nines.slo.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The rule packs that come with the program: OpenSLO files in `slo-rules/packs/<pack>`, and for
/// some of them business queries in `slo-rules/queries/<pack>.yaml`.
public final class Packs {
  /// The pack that holds when a configuration names no rules.
  public static final String DEFAULT = "saas-core";

  /// A jar has no folders to list.
  private static final Map<String, List<String>> FILES =
      Map.ofEntries(
          Map.entry(
              DEFAULT,
              List.of(
                  "services.yaml",
                  "tenant-availability.yaml",
                  "tenant-query-latency.yaml",
                  "api-latency.yaml")),
          Map.entry("business", List.of("trial-conversion.yaml")),
          Map.entry("cost", List.of("spend.yaml")),
          Map.entry("database", List.of("database.yaml")),
          Map.entry("queues", List.of("queues.yaml")),
          Map.entry("postgres", List.of("postgres.yaml")),
          Map.entry("restaurant", List.of("restaurant.yaml")));

  private Packs() {}

  /// What packs there are.
  public static Set<String> names() {
    return new TreeSet<>(FILES.keySet());
  }

  /// The spec files of a pack, as resources.
  static List<String> specFiles(String pack) {
    return FILES.getOrDefault(pack, List.of()).stream()
        .map(file -> "packs/" + pack + "/" + file)
        .toList();
  }

  /// The business queries of a pack, as the text of a YAML file; absent if it has none.
  public static Optional<String> queries(String pack) {
    return resource("queries/" + pack + ".yaml");
  }

  static Optional<String> resource(String name) {
    try (InputStream in = Packs.class.getResourceAsStream("/" + name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
