/// Passing on what was received: a bounded queue on disk for each destination, OTLP over HTTP and
/// Prometheus remote write.
///
/// The gateway makes a [dev.nines.collector.forward.Forwarder] for each destination of its
/// configuration, gives OTLP requests to those that take OTLP, and every observation to a
/// [dev.nines.collector.forward.RemoteWriteFeed] for those that take remote write.
@NullMarked
package dev.nines.collector.forward;

import org.jspecify.annotations.NullMarked;
