/// Certificates of the ports that the gateway listens on.
///
/// `otlp` and the gateway's HTTP port set their servers up with
/// [dev.nines.collector.tls.ListenerTls].
@NullMarked
package dev.nines.collector.tls;

import org.jspecify.annotations.NullMarked;
