package dev.nines.alerts.generate;

import dev.nines.slo.model.Objective;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The rule files of a set of promises.
///
/// @param files text by file name
/// @param left promises that these rules do not cover, and why, for people
public record PrometheusFiles(SortedMap<String, String> files, List<String> left) {

  /// Makes the files.
  public static PrometheusFiles of(Collection<Objective> objectives, PrometheusOptions options) {
    var files = new TreeMap<String, String>();
    var left = new ArrayList<String>();
    var groups = new ArrayList<RuleGroup>();
    var sloth = new ArrayList<RuleGroup>();
    objectives.stream()
        .sorted(Comparator.comparing(Objective::service).thenComparing(Objective::slo))
        .map(objective -> new SloSeries(objective, options.events()))
        .forEach(
            series -> {
              var reason = series.reasonAgainst();
              if (reason.isEmpty()) {
                groups.addAll(new SloRules(series, options).groups());
                sloth.add(new SlothRules(series).group());
              } else {
                left.add("%s: %s".formatted(series.objective().slo(), reason.get()));
              }
            });
    groups.add(FleetRules.group(options));
    put(files, "nines-slo", groups, options);
    put(files, "nines-thresholds", List.of(ThresholdRules.group(options)), options);
    if (options.slothSeries()) {
      put(files, "nines-sloth", sloth, options);
    }
    return new PrometheusFiles(files, left);
  }

  private static void put(
      SortedMap<String, String> files,
      String name,
      List<RuleGroup> groups,
      PrometheusOptions options) {
    files.put(
        name + ".yml",
        options.customResources() ? RuleYaml.resource(name, groups) : RuleYaml.file(groups));
  }
}
