/// The durable half of `dev.nines.alerts.lifecycle`: alerts in the gateway's SQLite database.
///
/// The gateway opens a [SqliteAlertStore] on `<storage.path>/nines.db` and gives it to the
/// lifecycle.
@NullMarked
package dev.nines.alerts.store;

import org.jspecify.annotations.NullMarked;
