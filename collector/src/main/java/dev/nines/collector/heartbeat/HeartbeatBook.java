package dev.nines.collector.heartbeat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When each sign of life came last. Kept in a file; a disk that fails costs what a restart would
/// have remembered. Safe between threads.
public final class HeartbeatBook {
  private static final Logger log = LoggerFactory.getLogger(HeartbeatBook.class);

  /// The last sign.
  ///
  /// @param at when it came, or from when it is waited for if none came yet
  /// @param came whether one came
  /// @param failed whether it said that the job had failed
  public record Sign(Instant at, boolean came, boolean failed) {}

  private final StateFile file;
  private final Map<String, Sign> signs = new HashMap<>();

  /// Reads what is known; a file that cannot be read is as good as none.
  public HeartbeatBook(Path file) {
    this.file = new StateFile(file);
    try {
      for (String line : this.file.read()) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 4) {
          Instant at = Instant.parse(parts[1]);
          signs.put(
              parts[0],
              new Sign(at, Boolean.parseBoolean(parts[2]), Boolean.parseBoolean(parts[3])));
        }
      }
    } catch (IOException | RuntimeException e) {
      log.warn("the heartbeats of earlier cannot be read: {}", e.getMessage());
    }
  }

  /// A sign came.
  public void came(String id, Instant at, boolean failed) {
    put(id, new Sign(at, true, failed));
  }

  /// The last sign; one that never came is waited for from now on.
  public synchronized Sign last(String id, Instant now) {
    Sign known = signs.get(id);
    if (known == null) {
      known = new Sign(now, false, false);
      put(id, known);
    }
    return known;
  }

  private synchronized void put(String id, Sign sign) {
    signs.put(id, sign);
    List<String> lines = new ArrayList<>();
    signs.forEach(
        (each, last) ->
            lines.add("%s\t%s\t%s\t%s".formatted(each, last.at(), last.came(), last.failed())));
    try {
      file.write(lines);
    } catch (IOException e) {
      log.error("the heartbeats cannot be kept: {}", e.getMessage());
    }
  }
}
