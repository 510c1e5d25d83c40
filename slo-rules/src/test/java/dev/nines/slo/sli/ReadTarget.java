package dev.nines.slo.sli;

import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// One target that is read each 15 s, and whose baselines are journalled.
final class ReadTarget {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Selection selection;
  private final List<Baseline> journal = new ArrayList<>();
  private int tick;

  ReadTarget(Objective... objectives) {
    selection = new Selection(List.of(objectives));
  }

  static Series counter(String name, String... labels) {
    return series(SampleKind.CUMULATIVE, name, labels);
  }

  static Series series(SampleKind kind, String name, String... labels) {
    var map = new HashMap<String, String>();
    for (int i = 0; i < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1]);
    }
    return new Series(name, map, kind);
  }

  static Sample sample(Series series, double value) {
    return new Sample(series, value);
  }

  Selection selection() {
    return selection;
  }

  /// When it was read last.
  Instant now() {
    return START.plusSeconds(15L * tick);
  }

  /// The next reading is whole.
  Contributions read(Sample... samples) {
    Contributions contributions = next(new Reading.Complete(List.of(samples), List.of()));
    journal.addAll(contributions.changedBaselines());
    return contributions;
  }

  Contributions next(Reading reading) {
    tick++;
    return selection.accept(new Observation("scrape", "app:1", now(), reading));
  }

  /// The next reading's counts, each as `slo group good/bad/doubtful`.
  List<String> counts(Sample... samples) {
    return read(samples).counts().stream()
        .map(
            c ->
                "%s %s %d/%d/%d"
                    .formatted(c.objective().slo(), c.group(), c.good(), c.bad(), c.doubtful()))
        .toList();
  }

  /// Begins anew with what the journal has.
  void restart(Objective... objectives) {
    selection = new Selection(List.of(objectives));
    selection.restore(journal);
  }

  /// Changes over to another selection, as a reload does.
  void reload(Objective... objectives) {
    var next = new Selection(List.of(objectives));
    next.restore(selection.baselines());
    selection = next;
  }
}
