package dev.nines.slo.sli;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Turns observations into good and bad events of objectives.
///
/// What holds between the readings of one target (source and target of the observation):
/// - Good, bad and doubtful of an objective and group come from one reading. Only
///   [Reading.Complete] counts; anything else leaves the counters' baselines where they are, and
///   the next whole reading covers the time between.
/// - Over any run of readings the events counted from a counter are its last value less its first,
///   plus what it had reached before each reset that was seen (a reset is a value below the one
///   before).
/// - The first whole reading of a target only sets baselines. A series that appears later counts
///   from zero, also across a restart of ours, as long as the same series were selected before it.
/// - A series that is absent from whole readings for [Vanished#KEPT] is forgotten; if it comes back
///   later, it begins with a baseline.
/// - Every objective and group whose total selector matched has one [Contribution], if only of
///   zeros.
///
/// For one owner thread, except [#wants], which any thread may call.
public final class Selection {
  private final SelectorIndex index;
  private final List<Levels.Level> levels = new ArrayList<>();
  private final Map<TargetKey, TargetState> targets = new HashMap<>();

  private record TargetKey(String source, String target) {}

  /// @throws IllegalArgumentException if a query of an objective is not taken ([CompiledIndicator]
  ///   and [CompiledLevel] say so beforehand)
  public Selection(List<Objective> objectives) {
    var ratios = new ArrayList<CompiledObjective>();
    for (Objective objective : objectives) {
      switch (objective.indicator()) {
        case Indicator.Ratio ratio ->
            ratios.add(
                new CompiledObjective(
                    objective,
                    taken(objective, CompiledIndicator.compile(ratio, objective.groupBy()))));
        case Indicator.Threshold threshold ->
            levels.add(
                new Levels.Level(
                    objective,
                    taken(objective, CompiledLevel.compile(threshold, objective.groupBy()))));
        case Indicator.Composite _ -> {} // its components select
      }
    }
    index = new SelectorIndex(ratios);
  }

  private static <T> T taken(Objective objective, Compilation<T> compilation) {
    return switch (compilation) {
      case Compilation.Compiled<T>(T indicator) -> indicator;
      case Compilation.Refused<T>(var refusals) ->
          throw new IllegalArgumentException(
              "SLO %s cannot be evaluated: %s".formatted(objective.slo(), refusals));
    };
  }

  /// Whether samples of a series are of use; a source may drop all others. The answer never
  /// changes. Buckets are wanted whatever their edge: the neighbours stand in for a threshold that
  /// is no edge.
  public boolean wants(Series series) {
    return index.wants(series) || levels.stream().anyMatch(level -> level.wants(series));
  }

  /// PromQL selectors that together select every series that is wanted, and few others.
  public List<String> selectors() {
    Stream<VectorSelector> ofLevels =
        levels.stream().flatMap(l -> l.compiled().leaves().stream()).map(LevelLeaf::selector);
    return Stream.concat(index.selectors(), ofLevels)
        .map(VectorSelector::promQl)
        .distinct()
        .sorted()
        .toList();
  }

  /// What an observation adds.
  public Contributions accept(Observation observation) {
    return switch (observation.reading()) {
      case Reading.Complete(var samples, _) ->
          target(observation.source(), observation.target()).read(samples, observation.at());
      case Reading.Unreachable _, Reading.Blind _, Reading.Partial _ -> Contributions.NONE;
    };
  }

  private TargetState target(String source, String target) {
    return targets.computeIfAbsent(
        new TargetKey(source, target), _ -> new TargetState(source, target, index, levels));
  }

  /// Takes back baselines, from the journal after a restart or from another selection at a reload.
  /// Before the first observation.
  public void restore(Collection<Baseline> baselines) {
    for (Baseline baseline : baselines) {
      target(baseline.source(), baseline.target()).restore(baseline);
    }
  }

  /// All baselines, to [#restore] another selection with.
  public Collection<Baseline> baselines() {
    var all = new ArrayList<Baseline>();
    targets.values().forEach(target -> target.baselines(all));
    return all;
  }

  /// The latency thresholds that are no bucket edges of what was read last, each once.
  public List<InexactThreshold> inexactThresholds() {
    return targets.values().stream().flatMap(t -> t.inexact().stream()).distinct().toList();
  }
}
