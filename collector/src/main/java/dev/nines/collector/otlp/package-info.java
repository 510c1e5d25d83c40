/// The OTLP receiver: traces, metrics and logs from applications, over HTTP and gRPC.
///
/// What arrives is authenticated, bounded and decoded once ([dev.nines.collector.otlp.Intake]);
/// spans become request and query histograms of their tenant, metrics become samples, and the bytes
/// go on to the forwarding queue unchanged. The gateway starts an
/// [dev.nines.collector.otlp.OtlpReceiver] and asks it for observations each interval.
@NullMarked
package dev.nines.collector.otlp;

import org.jspecify.annotations.NullMarked;
