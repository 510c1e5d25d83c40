package dev.nines.collector.scrape;

import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.ReadingDiagnosis;
import dev.nines.slo.model.Observation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Reads a target once and says, beside what became of it, which limits it exceeds and whose
/// samples that costs.
public final class ScrapeDiagnosis implements Diagnosis {
  private static final int MOST_NAMED = 5;

  private final ScrapeSource source;
  private final ReadingDiagnosis reading;

  /// @param source of the target
  /// @param clock the instant of the reading
  /// @param sink takes what was read
  public ScrapeDiagnosis(ScrapeSource source, InstantSource clock, Consumer<Observation> sink) {
    this.source = source;
    this.reading = new ReadingDiagnosis(source, clock, sink);
  }

  @Override
  public String subject() {
    return reading.subject();
  }

  @Override
  public List<Finding> examine() throws InterruptedException {
    var findings = new ArrayList<>(reading.examine());
    if (findings.stream().anyMatch(each -> each.level() != Level.OK)) {
      return findings; // nothing of the body was taken
    }
    var byLimit = new EnumMap<Limit, List<Overflow.Count>>(Limit.class);
    source
        .leftOut()
        .forEach(each -> byLimit.computeIfAbsent(each.limit(), _ -> new ArrayList<>()).add(each));
    byLimit.forEach((limit, counts) -> findings.add(finding(limit, counts)));
    return findings;
  }

  private static Finding finding(Limit limit, List<Overflow.Count> counts) {
    String whose =
        counts.stream()
            .sorted(Comparator.comparingLong(Overflow.Count::samples).reversed())
            .limit(MOST_NAMED)
            .map(ScrapeDiagnosis::whose)
            .collect(Collectors.joining(", "));
    String more =
        counts.size() > MOST_NAMED ? " and %d more".formatted(counts.size() - MOST_NAMED) : "";
    return Finding.problem(
        "samples left out because of %s: %s%s".formatted(what(limit), whose, more), remedy(limit));
  }

  private static String what(Limit limit) {
    return limit == Limit.TIMESTAMP ? "timestamps far from now" : limit + "_limit";
  }

  private static String remedy(Limit limit) {
    return switch (limit) {
      case SAMPLE, TENANT_SERIES ->
          "drop the label that has too many values by metric_relabel_configs, or raise "
              + what(limit);
      case LABEL, LABEL_NAME_LENGTH, LABEL_VALUE_LENGTH ->
          "drop or shorten the label by metric_relabel_configs, or raise " + what(limit);
      case TIMESTAMP -> "set the target's clock, or honor_timestamps: false";
    };
  }

  private static String whose(Overflow.Count count) {
    return count.tenant().equals(Overflow.NO_TENANT)
        ? "%d of no tenant".formatted(count.samples())
        : "%d of tenant %s".formatted(count.samples(), count.tenant());
  }
}
