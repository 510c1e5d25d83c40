/// Business figures by SQL: what a query on the control database or on each tenant's own returns
/// becomes samples `nines_business_*`. Read-only, limited in time, rows and connections, with a
/// circuit breaker for each database, and refusing what looks like personal data.
///
/// The gateway makes a [dev.nines.collector.business.BusinessSource] for each query and database.
@NullMarked
package dev.nines.collector.business;

import org.jspecify.annotations.NullMarked;
