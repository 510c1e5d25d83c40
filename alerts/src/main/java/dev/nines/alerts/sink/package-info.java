/// Tells people directly, for those without Alertmanager: signed webhook, Slack, PagerDuty, e-mail,
/// SMS, in timed steps until somebody acknowledges.
///
/// The gateway hands [SinkDelivery#tell] the same alerts as `dev.nines.alerts.delivery`. What was
/// told is on record in the gateway's database, so a restart repeats nothing and forgets nothing.
@NullMarked
package dev.nines.alerts.sink;

import org.jspecify.annotations.NullMarked;
