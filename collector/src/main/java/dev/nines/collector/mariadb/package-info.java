/// Measuring every tenant of a MariaDB or MySQL server: how many statements, how many of them over
/// the threshold, and how long they took.
///
/// [dev.nines.collector.mariadb.MariaDbSources] makes the sources of a server for the gateway's
/// scheduler; [dev.nines.collector.mariadb.MariaDbGrants] says what the gateway's user needs there.
/// Inside, readers do the I/O ([UserReader], [RingReader]) and hand snapshots to pure arithmetic
/// that decides what they are worth ([Guard], [Continuity], [RingTracker]).
@NullMarked
package dev.nines.collector.mariadb;

import org.jspecify.annotations.NullMarked;
