package dev.nines.collector.heartbeat;

/// All that others told.
///
/// @param heartbeats when signs of life came last
/// @param deploys what was deployed when
/// @param issues what Sentry saw
public record Books(HeartbeatBook heartbeats, DeployBook deploys, IssueBook issues) {}
