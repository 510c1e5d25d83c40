/// The small SaaS that is watched: twelve tenants with a database and a database user each, an API
/// that runs real queries as that user, and faults on demand.
///
/// It knows nothing of the gateway; it is measured from outside like anybody's application. Called
/// by `dev.nines.demo`.
@NullMarked
package dev.nines.demo.saas;

import org.jspecify.annotations.NullMarked;
