/// Who the customers are: read from the SaaS's control database, from a file, or both, and
/// refreshed while the gateway runs.
///
/// The gateway builds one [dev.nines.collector.tenant.TenantDirectory]; sources ask it whose a
/// database or a database user is.
@NullMarked
package dev.nines.collector.tenant;

import org.jspecify.annotations.NullMarked;
