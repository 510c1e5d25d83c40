/// How the gateway watches itself: its own metrics, traces, errors and logs.
///
/// Called by the gateway's wiring; nothing here knows tenants' data.
@NullMarked
package dev.nines.collector.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
