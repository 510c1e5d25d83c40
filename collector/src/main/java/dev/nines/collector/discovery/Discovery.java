package dev.nines.collector.discovery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// One place that knows targets. Asked by one thread at a time.
public interface Discovery {

  /// What it is, for people, for example `file_sd targets/*.json`; stable, and no secrets.
  String name();

  /// From one look to the next.
  Duration refreshInterval();

  /// The groups that there are now. May block.
  ///
  /// @throws IOException if it cannot be told; what was known before stays valid then
  List<TargetGroup> discover() throws IOException, InterruptedException;
}
