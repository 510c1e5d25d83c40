package dev.nines.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The plan of the house: modules, and in each module the rooms (packages) from the ground up.
///
/// A new room gets its place here, and nowhere else.
enum FloorPlan {
  SLO_RULES(
      "dev.nines.slo",
      Set.of(),
      floors(
          "model",
          "yaml",
          "lines",
          "sli",
          "spec",
          "ledger",
          "exclusion",
          "correction",
          "window",
          "verdict",
          "engine",
          "sla",
          "backtest")),
  ALERTS(
      "dev.nines.alerts",
      Set.of(SLO_RULES),
      floors("lifecycle", "store", "delivery", "sink", "generate", "cluster")),
  DASHBOARDS(
      // The templates are generated: they show what any room hands them, and any room renders them.
      "dev.nines.dashboards",
      Set.of(SLO_RULES),
      floors("text", "minutes", "grafana", "console", "report")),
  COLLECTOR(
      "dev.nines.collector",
      Set.of(SLO_RULES, ALERTS, DASHBOARDS),
      List.of(
          Set.of("protobuf", "tls"),
          Set.of("tenant"),
          Set.of("forward"),
          Set.of("source", "openmetrics", "relabel", "discovery"),
          Set.of("isolation"),
          Set.of("database", "otlp.wire"),
          Set.of("otlp.tenant"),
          Set.of("otlp.span", "otlp.metric"),
          Set.of(
              "scrape",
              "otlp",
              "mariadb",
              "postgres",
              "queue",
              "probe",
              "business",
              "canary",
              "heartbeat"),
          Set.of("gateway")));

  private static final String TEMPLATES = "dev.nines.dashboards.templates";

  private final String root;
  private final Set<FloorPlan> standsOn;
  private final List<Set<String>> floors;

  FloorPlan(String root, Set<FloorPlan> standsOn, List<Set<String>> floors) {
    this.root = root;
    this.standsOn = standsOn;
    this.floors = floors;
  }

  /// The module that a package of ours belongs to.
  static Optional<FloorPlan> of(String packageName) {
    return Arrays.stream(values()).filter(m -> packageName.startsWith(m.root + ".")).findFirst();
  }

  /// Whether the build writes the package's sources.
  static boolean isGenerated(String packageName) {
    return (packageName + ".").startsWith(TEMPLATES + ".");
  }

  /// Whether the package is a room of the plan, or below one.
  boolean knows(String packageName) {
    return isGenerated(packageName) || floor(packageName).isPresent();
  }

  /// Whether code in package `from` of this module may use package `to` of module `target`.
  boolean allows(String from, FloorPlan target, String to) {
    if (this != target) {
      return standsOn.contains(target);
    }
    if (isGenerated(from) || isGenerated(to) || room(from).equals(room(to))) {
      return true;
    }
    return floor(to).orElse(0) < floor(from).orElse(-1);
  }

  private Optional<Integer> floor(String packageName) {
    String room = room(packageName);
    return IntStream.range(0, floors.size())
        .filter(i -> floors.get(i).contains(room))
        .boxed()
        .findFirst();
  }

  /// The room of a package: the first of its names, or the first two if the plan has these.
  private String room(String packageName) {
    String[] names = packageName.substring(root.length() + 1).split("\\.");
    String inner = names.length > 1 ? names[0] + "." + names[1] : names[0];
    return floors.stream().anyMatch(floor -> floor.contains(inner)) ? inner : names[0];
  }

  private static List<Set<String>> floors(String... rooms) {
    return Arrays.stream(rooms).map(Set::of).toList();
  }
}
