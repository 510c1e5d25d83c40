/// What the kinds of database servers have in common: who is on a server, a connection that comes
/// back by itself, levels that are read group by group, figures divided by tenant.
///
/// `collector.mariadb` and `collector.postgres` stand on it: each brings a [Dialect] and its
/// statements. [ServerTenants] is what the gateway tells them about the tenants.
@NullMarked
package dev.nines.collector.database;

import org.jspecify.annotations.NullMarked;
