/// Asks tenants' health endpoints from outside and judges the answer.
///
/// The gateway gives [dev.nines.collector.probe.Probes] the configured probes and the tenants of
/// the moment, and gets a source for each pair.
@NullMarked
package dev.nines.collector.probe;

import org.jspecify.annotations.NullMarked;
