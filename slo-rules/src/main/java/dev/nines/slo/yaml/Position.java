package dev.nines.slo.yaml;

/// A place in a file.
///
/// @param file as the user named it
/// @param line counted from 1
/// @param column counted from 1, in characters
public record Position(String file, int line, int column) {
  /// `file:line`, for messages at run time.
  public String fileAndLine() {
    return file + ":" + line;
  }
}
