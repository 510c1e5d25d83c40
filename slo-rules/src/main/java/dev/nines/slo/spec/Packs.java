package dev.nines.slo.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The rule packs that come with the program: OpenSLO files in `slo-rules/packs/<pack>`, and for
/// some of them business queries in `slo-rules/queries/<pack>.yaml`. One that has queries only
/// measures without a promise.
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
          Map.entry("api", List.of("api.yaml")),
          Map.entry("backup-and-dr", List.of("backup-and-dr.yaml")),
          Map.entry("business", List.of("trial-conversion.yaml")),
          Map.entry("canaries", List.of("canaries.yaml")),
          Map.entry("cost", List.of("spend.yaml")),
          Map.entry("database", List.of("database.yaml")),
          Map.entry("dependencies", List.of("dependencies.yaml")),
          Map.entry("isolation", List.of("isolation.yaml")),
          Map.entry("queues", List.of("queues.yaml")),
          Map.entry("postgres", List.of("postgres.yaml")),
          Map.entry("realtime", List.of("realtime.yaml")),
          Map.entry("restaurant", List.of("restaurant.yaml")),
          Map.entry("users", List.of()));

  /// Files of another pack that belong to a pack too.
  private static final Map<String, List<String>> SHARED =
      Map.of("api", List.of("packs/saas-core/services.yaml", "packs/saas-core/api-latency.yaml"));

  private Packs() {}

  /// What packs there are.
  public static Set<String> names() {
    return new TreeSet<>(FILES.keySet());
  }

  /// The spec files of packs, as resources; each once, also if it belongs to several.
  static Set<String> specFiles(Collection<String> packs) {
    var files = new LinkedHashSet<String>();
    for (String pack : packs) {
      files.addAll(SHARED.getOrDefault(pack, List.of()));
      files.addAll(ownFiles(pack));
    }
    return files;
  }

  /// The files in a pack's own folder.
  static List<String> ownFiles(String pack) {
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
