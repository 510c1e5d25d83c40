/// SLA reports: what was promised to one tenant and what was kept, week by week.
///
/// A report is a pure function of the ledger's minutes as of an instant ([SlaReport#of]); the same
/// inputs give the same bytes. The gateway plugs in a [ReportFeed] and mounts [ReportRoutes].
@NullMarked
package dev.nines.dashboards.report;

import org.jspecify.annotations.NullMarked;
