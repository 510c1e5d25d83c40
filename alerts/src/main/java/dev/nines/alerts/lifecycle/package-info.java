/// What is firing: one alert for each burn of a promise, from the first tier that fires until the
/// last one clears, kept over restarts.
///
/// The engine calls [AlertLifecycle#step] each tick and hands its answer to
/// `dev.nines.alerts.delivery`; the console reads [AlertLifecycle#active]. The only I/O is behind
/// [AlertStore].
@NullMarked
package dev.nines.alerts.lifecycle;

import org.jspecify.annotations.NullMarked;
