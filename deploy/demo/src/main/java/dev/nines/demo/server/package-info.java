/// The real servers that the demo brings along: MariaDB, Redis, and on request Prometheus,
/// Alertmanager and Grafana.
///
/// Each is a child process on the loopback interface with its data in the demo's folder. Called by
/// `dev.nines.demo`.
@NullMarked
package dev.nines.demo.server;

import org.jspecify.annotations.NullMarked;
