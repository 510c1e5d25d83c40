/// What stands at `/metrics` and `/metrics/tenants`: the rooms' statistics as Prometheus families.
///
/// Nothing is counted here; each scrape reads what the rooms have counted. Names are in the tables
/// of `collector/docs/metrics.md`. Called by the gateway's wiring.
@NullMarked
package dev.nines.collector.gateway.metrics;

import org.jspecify.annotations.NullMarked;
