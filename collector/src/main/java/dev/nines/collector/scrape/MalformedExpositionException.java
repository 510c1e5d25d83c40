package dev.nines.collector.scrape;

/// A body that is not in the format that it claims to be in.
final class MalformedExpositionException extends Exception {

  MalformedExpositionException(int line, String problem) {
    super("line %d: %s".formatted(line, problem), null, false, false);
  }
}
