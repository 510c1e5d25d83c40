/// The web console: what is going on, as HTML that works without JavaScript.
///
/// The gateway plugs in a [ConsoleFeed] (what is known) and optionally [DemoControls], and mounts
/// [ConsoleRoutes]. A page is a pure function of a read model: `Fleet`, `TenantStatus` and the
/// others are plain records, the page records shape them, the templates under `src/main/jte` write
/// them.
@NullMarked
package dev.nines.dashboards.console;

import org.jspecify.annotations.NullMarked;
