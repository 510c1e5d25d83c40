package dev.nines.collector.gateway.source;

import dev.nines.collector.source.Source;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Sources by the section that asks for them, the same ones as long as the section stays as it is:
/// so a tenant that comes or goes costs nobody a connection or a place in a ring. Safe between
/// threads.
///
/// @param <K> a section of the configuration
final class KeptSources<K> {
  private Map<K, List<Source>> made = Map.of();

  /// The sources of all sections, made anew for those that are new or different.
  synchronized List<Source> of(Collection<K> sections, Function<K, List<Source>> make) {
    var now = new LinkedHashMap<K, List<Source>>();
    for (K section : sections) {
      List<Source> known = made.get(section);
      now.put(section, known == null ? make.apply(section) : known);
    }
    made = now;
    return now.values().stream().flatMap(List::stream).toList();
  }

  /// Makes all of them anew the next time.
  synchronized void forget() {
    made = Map.of();
  }
}
