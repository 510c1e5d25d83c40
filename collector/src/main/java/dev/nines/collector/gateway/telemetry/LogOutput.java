package dev.nines.collector.gateway.telemetry;

import java.util.Locale;

/// How log lines look and which are written. Must be chosen before the first logger is used.
public final class LogOutput {
  private LogOutput() {}

  /// The shape of a line.
  public enum Format {
    /// For people: time, level, logger, message.
    TEXT,
    /// One JSON object a line, for machines.
    JSON
  }

  /// Chooses shape and level; `logback.xml` reads both.
  ///
  /// @param level `error`, `warn`, `info` or `debug`
  public static void choose(Format format, String level) {
    System.setProperty("nines.log.format", format.name());
    System.setProperty("nines.log.level", level.toUpperCase(Locale.ROOT));
  }
}
