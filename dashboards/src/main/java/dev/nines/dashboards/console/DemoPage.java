package dev.nines.dashboards.console;

import java.util.List;

/// The page on which faults are switched.
///
/// @param chrome what is around it
/// @param faults all faults
public record DemoPage(Chrome chrome, List<DemoControls.Fault> faults) {}
