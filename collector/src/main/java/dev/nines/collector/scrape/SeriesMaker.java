package dev.nines.collector.scrape;

import dev.nines.slo.model.Series;
import java.util.Comparator;
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

  /// Both sets of labels. With `honor_labels` what they say holds, also that a label is empty;
  /// otherwise ours hold, and theirs of the same names go on as `exported_…`.
  private Map<String, String> withOurs(Map<String, String> theirs) {
    var labels = new HashMap<>(theirs);
    if (target.job().honorLabels()) {
      target.labels().forEach(labels::putIfAbsent);
      return labels;
    }
    labels.putAll(target.labels());
    theirs.entrySet().stream()
        .filter(their -> !their.getValue().isEmpty() && target.labels().containsKey(their.getKey()))
        .sorted(Comparator.comparingInt(their -> their.getKey().length()))
        .forEach(their -> labels.put(exported(their.getKey(), labels), their.getValue()));
    return labels;
  }

  private static String exported(String name, Map<String, String> labels) {
    String exported = name;
    do {
      exported = "exported_" + exported;
    } while (!labels.getOrDefault(exported, "").isEmpty());
    return exported;
  }
}
