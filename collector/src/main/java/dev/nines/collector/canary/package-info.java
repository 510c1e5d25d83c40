/// Canary statements: what the gateway itself selects from each tenant's records, now and then, to
/// see that it is answered within a promised time. Few, short, read-only, limited in number, time
/// and concurrency.
///
/// The gateway makes a [dev.nines.collector.canary.CanarySource] for each statement and tenant.
@NullMarked
package dev.nines.collector.canary;

import org.jspecify.annotations.NullMarked;
