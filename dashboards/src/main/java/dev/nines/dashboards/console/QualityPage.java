package dev.nines.dashboards.console;

import java.util.Optional;

/// The page of alert quality.
///
/// @param chrome what is around it
/// @param tallies the numbers; absent if there are none to be shown
public record QualityPage(Chrome chrome, Optional<PageTallies> tallies) {}
