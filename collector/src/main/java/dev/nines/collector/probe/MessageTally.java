package dev.nines.collector.probe;

import java.time.Duration;
import java.util.Optional;

/// What became of the messages that a look waited for.
///
/// @param good came, and in time
/// @param late came, but later than allowed
/// @param lost did not come
/// @param first from the open stream to the first message; absent if none came
/// @param slowest the longest that a message took; absent if no message says when it was sent
record MessageTally(
    int good, int late, int lost, Optional<Duration> first, Optional<Duration> slowest) {}
