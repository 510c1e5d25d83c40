/// What a minute of an SLO is called, and stretches of minutes as strips. Used by the console and
/// the reports, so that a minute is never bad in one and good in the other.
@NullMarked
package dev.nines.dashboards.minutes;

import org.jspecify.annotations.NullMarked;
