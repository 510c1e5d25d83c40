/// How numbers, times and durations are written for people: the same everywhere, never flattering.
///
/// Used by the console and the reports. Pure functions, English; machine-readable copies never go
/// through here.
@NullMarked
package dev.nines.dashboards.text;

import org.jspecify.annotations.NullMarked;
