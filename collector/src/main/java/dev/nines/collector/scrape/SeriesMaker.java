package dev.nines.collector.scrape;

import dev.nines.slo.model.Series;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/// Makes a series of what stands in a body and what the target says of itself: our labels,
/// relabelling, limits, and whether anybody needs it.
final class SeriesMaker {
  private final ScrapeTarget target;
  private final Predicate<Series> wants;

  SeriesMaker(ScrapeTarget target, Predicate<Series> wants) {
    this.target = target;
    this.wants = wants;
  }

  Meaning make(LabelParser.Parsed parsed, MetricTypes types, SeriesCache cache) {
    Map<String, String> labels = withOurs(parsed.labels());
    String name = parsed.name();
    if (!target.job().metricRelabeling().isEmpty()) {
      labels.put(LabelNames.NAME, name);
      Optional<SortedMap<String, String>> relabelled =
          target.job().metricRelabeling().apply(labels);
      if (relabelled.isEmpty()) {
        return Meaning.DROPPED;
      }
      labels = relabelled.get();
      String renamed = labels.remove(LabelNames.NAME);
      if (renamed == null) {
        return Meaning.DROPPED;
      }
      name = renamed;
    }
    var series = new Series(name, labels, types.kindOf(parsed.name()));
    String named = labels.getOrDefault(LabelNames.TENANT, "");
    TenantTally tenant = named.isEmpty() ? null : cache.tallyOf(named);
    Optional<Limit> broken = target.job().limits().brokenBy(labels);
    boolean wanted = wants.test(series);
    if (wanted || broken.isPresent()) {
      return new Meaning(wanted ? series : null, tenant, true, broken);
    }
    return tenant == null ? Meaning.UNNEEDED : tenant.unneeded();
  }

  private Map<String, String> withOurs(Map<String, String> theirs) {
    var labels = new HashMap<>(theirs);
    target
        .labels()
        .forEach(
            (name, ours) -> {
              String their = labels.get(name);
              if (their == null || their.isEmpty()) {
                labels.put(name, ours);
              } else if (!target.job().honorLabels()) {
                labels.put(exported(name, theirs), their);
                labels.put(name, ours);
              }
            });
    return labels;
  }

  private static String exported(String name, Map<String, String> theirs) {
    String exported = "exported_" + name;
    while (theirs.containsKey(exported)) {
      exported = "exported_" + exported;
    }
    return exported;
  }
}
