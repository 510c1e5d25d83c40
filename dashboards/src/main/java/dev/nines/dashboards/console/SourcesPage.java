package dev.nines.dashboards.console;

import java.util.List;

/// The page of sources.
///
/// @param chrome what is around it
/// @param sources unwell first
public record SourcesPage(Chrome chrome, List<SourceLine> sources) {

  public SourcesPage {
    sources = sources.stream().sorted(SourceLine.UNWELL_FIRST).toList();
  }

  /// Sources in this state.
  public long count(SourceLine.Health health) {
    return sources.stream().filter(each -> each.health() == health).count();
  }
}
