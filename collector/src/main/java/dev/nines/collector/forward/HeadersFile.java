package dev.nines.collector.forward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A file with headers of requests, for tokens that do not belong into a configuration.
public final class HeadersFile {
  private HeadersFile() {}

  /// Headers as `Name: value`, one a line; `#` begins a comment.
  ///
  /// @throws UncheckedIOException if the file cannot be read
  public static Map<String, String> read(Path file) {
    var headers = new LinkedHashMap<String, String>();
    try {
      for (String line : Files.readAllLines(file)) {
        int colon = line.indexOf(':');
        if (colon > 0 && !line.startsWith("#")) {
          headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the headers in " + file + " cannot be read", e);
    }
    return headers;
  }
}
