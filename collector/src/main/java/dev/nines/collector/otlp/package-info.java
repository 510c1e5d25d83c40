/// The OTLP receiver: its ports, who may send, and what a request comes to.
///
/// What arrives is authenticated, bounded and decoded once ([dev.nines.collector.otlp.Intake], by a
/// [dev.nines.collector.otlp.Worker]) and read in the rooms below: `wire` reads bytes and JSON,
/// `tenant` says whose something is, `span` makes counts of spans and `metric` samples of data
/// points. The bytes go on to the forwarding queue unchanged. The gateway starts an
/// [dev.nines.collector.otlp.OtlpReceiver] and asks it for observations each interval.
@NullMarked
package dev.nines.collector.otlp;

import org.jspecify.annotations.NullMarked;
