/// The engine `prometheus`: promises judged by what a cluster's rules (those of
/// `dev.nines.alerts.generate`) have recorded.
///
/// The gateway plugs in [dev.nines.alerts.cluster.RecordedSeries], the cluster's HTTP API, lets
/// [dev.nines.alerts.cluster.ClusterWatch] read it at its own pace, and has every evaluation judged
/// anew by [dev.nines.alerts.cluster.ClusterJudgement].
@NullMarked
package dev.nines.alerts.cluster;

import org.jspecify.annotations.NullMarked;
