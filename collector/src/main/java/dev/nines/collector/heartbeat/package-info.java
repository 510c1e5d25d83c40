/// What others tell the gateway: signs of life of backups, restore drills and jobs, deploys, and
/// issues that Sentry saw in the monitored application. All survive a restart in small files of the
/// storage folder.
///
/// The gateway mounts the addresses and makes a [dev.nines.collector.heartbeat.HeartbeatSource] for
/// each expected sign.
@NullMarked
package dev.nines.collector.heartbeat;

import org.jspecify.annotations.NullMarked;
