package dev.nines.slo.sli;

import dev.nines.slo.model.Series;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// All terms of all objectives, by metric name. Immutable, safe between threads.
final class SelectorIndex {
  private final Map<String, List<Use>> byName = new HashMap<>();
  private final List<Use> nameless = new ArrayList<>();
  private final List<Use> guarded;
  private final double fingerprint;

  /// A term and the place where it counts.
  ///
  /// @param id unique within the index, and so the identity of the use
  /// @param objective the objective
  /// @param part which of its queries
  /// @param term the term
  /// @param edge the edge of the one bucket that is asked for, if it is one
  record Use(
      int id, CompiledObjective objective, Refusal.Part part, Term term, OptionalDouble edge) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Use use && use.id == id;
    }

    @Override
    public int hashCode() {
      return id;
    }

    boolean isForbiddenBy(Series series) {
      return term.guards().stream().anyMatch(guard -> guard.matches(series));
    }

    boolean matches(Series series) {
      return edge.isPresent()
          ? term.selector().matchesButForEdge(series)
          : term.selector().matches(series);
    }
  }

  SelectorIndex(List<CompiledObjective> objectives) {
    var checksum = new CRC32();
    var all = new ArrayList<Use>();
    for (CompiledObjective objective : objectives) {
      objective
          .indicator()
          .terms()
          .forEach(
              (part, terms) ->
                  terms.forEach(
                      term ->
                          all.add(
                              new Use(all.size(), objective, part, term, term.selector().edge()))));
    }
    all.stream()
        .map(use -> use.term().selector().toString())
        .sorted()
        .distinct()
        .forEach(text -> checksum.update(text.getBytes(StandardCharsets.UTF_8)));
    fingerprint = checksum.getValue();
    guarded = all.stream().filter(use -> !use.term().guards().isEmpty()).toList();
    for (Use use : all) {
      use.term()
          .selector()
          .name()
          .map(name -> byName.computeIfAbsent(name, _ -> new ArrayList<>()))
          .orElse(nameless)
          .add(use);
    }
  }

  /// A number that changes when other series are selected.
  double fingerprint() {
    return fingerprint;
  }

  boolean wants(Series series) {
    return byName.getOrDefault(series.name(), List.of()).stream().anyMatch(u -> u.matches(series))
        || nameless.stream().anyMatch(use -> use.matches(series))
        || guarded.stream().anyMatch(use -> use.isForbiddenBy(series));
  }

  /// Every selector, those of what forbids included.
  Stream<VectorSelector> selectors() {
    return Stream.concat(byName.values().stream().flatMap(List::stream), nameless.stream())
        .map(Use::term)
        .flatMap(term -> Stream.concat(Stream.of(term.selector()), term.guards().stream()));
  }

  /// The uses that some series forbid.
  List<Use> guarded() {
    return guarded;
  }

  /// Where a series counts; a bucket also where another edge of its histogram is asked for.
  List<Use> uses(Series series) {
    var uses = new ArrayList<Use>();
    for (Use use : byName.getOrDefault(series.name(), List.of())) {
      if (use.matches(series)) {
        uses.add(use);
      }
    }
    for (Use use : nameless) {
      if (use.matches(series)) {
        uses.add(use);
      }
    }
    return uses;
  }
}
