package dev.nines.slo.sli;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What each series of a target adds to which accumulator.
///
/// Most effects are fixed when a series is met first. Those of a latency threshold are not: which
/// bucket stands for it depends on the edges that the histogram has in this reading.
final class Effects {
  private static final String BUCKET_EDGE = LabelMatcher.BUCKET_EDGE;

  private final SelectorIndex index;
  private final Cells cells;
  private final List<List<Effect>> fixed = new ArrayList<>();
  private final List<List<Bucket>> buckets = new ArrayList<>();
  private final List<InexactThreshold> inexact = new ArrayList<>();

  /// What a sample of one series adds to one accumulator.
  ///
  /// @param accumulator of [Cells]
  /// @param factor times what
  /// @param measure what: never [Term.Measure#AS_IS]
  /// @param use the use of the selector that it comes from
  record Effect(int accumulator, double factor, Term.Measure measure, int use) {}

  /// A series that is a bucket of a histogram with a threshold.
  private record Bucket(Family family, double edge) {}

  /// The buckets that differ in their edge only, for one term.
  private record Family(SelectorIndex.Use use, String name, Map<String, String> labels) {}

  Effects(SelectorIndex index, Cells cells) {
    this.index = index;
    this.cells = cells;
  }

  /// Takes a new series in, which gets the next slot.
  void add(Series series) {
    var effects = new ArrayList<Effect>();
    var edges = new ArrayList<Bucket>();
    for (SelectorIndex.Use use : index.uses(series)) {
      if (use.edge().isEmpty()) {
        effects.add(effect(use, series));
      } else {
        var labels = new HashMap<>(series.labels());
        double edge = LabelMatcher.edge(String.valueOf(labels.remove(BUCKET_EDGE)));
        edges.add(new Bucket(new Family(use, series.name(), labels), edge));
      }
    }
    fixed.add(List.copyOf(effects)); // kept for as long as the series is: without spare room
    buckets.add(List.copyOf(edges));
  }

  /// Whether what the series of a slot adds depends on its neighbours.
  boolean isBucket(int slot) {
    return !buckets.get(slot).isEmpty();
  }

  private Effect effect(SelectorIndex.Use use, Series series) {
    return effect(use, series, use.term().factor(), use.part());
  }

  private Effect effect(SelectorIndex.Use use, Series series, double factor, Refusal.Part part) {
    String group = use.objective().indicator().groupOf(series);
    int accumulator = cells.accumulator(use.objective(), part, group);
    return new Effect(accumulator, factor, measure(use.term().measure(), series.kind()), use.id());
  }

  private static Term.Measure measure(Term.Measure measure, SampleKind kind) {
    return switch (measure) {
      case VALUE, ONE -> measure;
      case INCREASE -> kind == SampleKind.DELTA ? Term.Measure.VALUE : Term.Measure.INCREASE;
      case AS_IS -> kind == SampleKind.CUMULATIVE ? Term.Measure.INCREASE : Term.Measure.VALUE;
    };
  }

  /// Thresholds that were no edges when effects were last taken.
  List<InexactThreshold> inexact() {
    return List.copyOf(inexact);
  }

  /// The effects by slot, given which slots have a sample in this reading.
  ///
  /// @param slots the series by slot
  /// @param present whether the slot has a sample
  List<List<Effect>> bySlot(List<Series> slots, boolean[] present) {
    var families = new HashMap<Family, TreeMap<Double, Integer>>();
    var effects = new ArrayList<List<Effect>>(fixed.size());
    Set<Integer> silenced = silenced(slots, present);
    for (int slot = 0; slot < fixed.size(); slot++) {
      var own = new ArrayList<>(fixed.get(slot));
      own.removeIf(effect -> silenced.contains(effect.use));
      effects.add(own);
      for (Bucket bucket : buckets.get(slot)) {
        if (present[slot] && !silenced.contains(bucket.family.use.id())) {
          families.computeIfAbsent(bucket.family, _ -> new TreeMap<>()).put(bucket.edge, slot);
        }
      }
    }
    inexact.clear();
    families.forEach((family, edges) -> addThreshold(family, edges, slots, effects));
    return effects;
  }

  /// The uses that add nothing now, because a series is there that forbids it.
  private Set<Integer> silenced(List<Series> slots, boolean[] present) {
    var silenced = new HashSet<Integer>();
    for (SelectorIndex.Use use : index.guarded()) {
      for (int slot = 0; slot < present.length; slot++) {
        if (present[slot] && use.isForbiddenBy(slots.get(slot))) {
          silenced.add(use.id());
        }
      }
    }
    return silenced;
  }

  private void addThreshold(
      Family family,
      NavigableMap<Double, Integer> edges,
      List<Series> slots,
      List<List<Effect>> effects) {
    SelectorIndex.Use use = family.use;
    double threshold = use.edge().orElseThrow();
    Integer exact = edges.get(threshold);
    if (exact != null) {
      effects.get(exact).add(effect(use, slots.get(exact)));
      return;
    }
    Map.Entry<Double, Integer> lower = edges.lowerEntry(threshold);
    Map.Entry<Double, Integer> upper = edges.higherEntry(threshold);
    double factor = use.term().factor();
    Map.Entry<Double, Integer> sure = factor > 0 ? lower : upper;
    if (sure != null) {
      effects.get(sure.getValue()).add(effect(use, slots.get(sure.getValue())));
    }
    addDoubt(use, lower, upper, slots, effects);
    note(use, family.name, edges);
  }

  /// What lies between the neighbouring edges could be on either side of the threshold.
  private void addDoubt(
      SelectorIndex.Use use,
      Map.@Nullable Entry<Double, Integer> lower,
      Map.@Nullable Entry<Double, Integer> upper,
      List<Series> slots,
      List<List<Effect>> effects) {
    if (use.part() != Refusal.Part.COUNTED) {
      return;
    }
    double weight = Math.abs(use.term().factor());
    if (upper != null) {
      int slot = upper.getValue();
      effects.get(slot).add(effect(use, slots.get(slot), weight, Refusal.Part.DOUBTFUL));
    }
    if (lower != null && upper != null) {
      int slot = lower.getValue();
      effects.get(slot).add(effect(use, slots.get(slot), -weight, Refusal.Part.DOUBTFUL));
    }
  }

  private void note(SelectorIndex.Use use, String metric, NavigableMap<Double, Integer> edges) {
    Objective objective = use.objective().objective();
    var found =
        new InexactThreshold(
            objective,
            metric,
            use.edge().orElseThrow(),
            edges.keySet().stream().filter(Double::isFinite).toList());
    if (!inexact.contains(found)) {
      inexact.add(found);
    }
  }
}
