/// Brings alerts to every Alertmanager, each on its own loop, until it has them.
///
/// The engine hands [AlertDelivery#tell] all that must be known after each tick; what one instance
/// has not accepted yet stays in its outbox. The contract is that of Alertmanager's API v2
/// (<https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml>).
@NullMarked
package dev.nines.alerts.delivery;

import org.jspecify.annotations.NullMarked;
