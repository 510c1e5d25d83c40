package dev.nines.collector.queue;

import java.time.Duration;
import java.util.Optional;

/// A job that ended since the last reading.
///
/// @param outcome `completed` or `failed`
/// @param tenant whose it was, if its data say so
/// @param ran from the begin of its last attempt to its end
record EndedJob(String outcome, Optional<String> tenant, Duration ran) {}
