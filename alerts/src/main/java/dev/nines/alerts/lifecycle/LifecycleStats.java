package dev.nines.alerts.lifecycle;

import java.util.Optional;

/// Counters of an [AlertLifecycle] since its start.
///
/// fired − resolved = firing now − restored from the store. Alert on `storeFailures` growing: the
/// firing alerts would lose their beginning in a restart.
///
/// @param firing alerts that fire now, the `Watchdog` left out
/// @param fired alerts that began
/// @param resolved alerts that ended
/// @param storeFailures times that the store could not be read or written
/// @param storeError the last such failure, absent once the store works again
public record LifecycleStats(
    int firing, long fired, long resolved, long storeFailures, Optional<String> storeError) {}
