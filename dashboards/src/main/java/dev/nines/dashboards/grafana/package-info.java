/// The Grafana dashboards that are shipped, as files in `dashboards/grafana`, and what they ask
/// for.
///
/// Tests hold the files to the rules of dashboard-linter, and ask a real Prometheus every query.
@NullMarked
package dev.nines.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
