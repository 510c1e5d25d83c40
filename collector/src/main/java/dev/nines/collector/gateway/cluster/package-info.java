/// The engine `prometheus`: what was counted goes to a cluster by remote write, and what its rules
/// made of it comes back over its HTTP API.
///
/// The gateway opens a [dev.nines.collector.gateway.cluster.ClusterEngine] if its configuration
/// asks for one, and lets it judge every tick of the evaluation.
@NullMarked
package dev.nines.collector.gateway.cluster;

import org.jspecify.annotations.NullMarked;
