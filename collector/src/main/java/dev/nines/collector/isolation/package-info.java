/// Whether one tenant's database user can reach another tenant's data, and whether all tenants'
/// schemas are at the same migration: decided from what a server says about itself, without I/O.
///
/// `mariadb` reads the [dev.nines.collector.isolation.ServerFacts], the gateway tells the
/// [dev.nines.collector.isolation.Finding]s as alerts by the
/// [dev.nines.collector.isolation.FindingRule].
@NullMarked
package dev.nines.collector.isolation;

import org.jspecify.annotations.NullMarked;
