package dev.nines.slo.lines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.util.function.Consumer;

/// One such file. A line is on the disk when the method that wrote it returns; a last line that a
/// crash cut short was never acknowledged and is dropped. For one thread at a time.
public final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  private JsonLines(Path file) {
    this.file = file;
  }

  /// Reads a file, which need not exist yet.
  ///
  /// @param each takes a line; says by an `IllegalArgumentException` or `DateTimeException` that it
  ///   is none of its kind
  /// @throws IOException if the file cannot be read, or holds something else
  public static JsonLines open(Path file, Consumer<JsonNode> each) throws IOException {
    var lines = new JsonLines(file);
    if (Files.exists(file)) {
      lines.load(each);
    }
    return lines;
  }

  private void load(Consumer<JsonNode> each) throws IOException {
    String text = Files.readString(file);
    int whole = text.lastIndexOf('\n') + 1;
    if (whole < text.length()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
        channel.force(true);
      }
    }
    int number = 0;
    for (String line : text.substring(0, whole).lines().toList()) {
      number++;
      try {
        each.accept(JSON.readTree(line));
      } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
        throw new IOException(
            "%s:%d: cannot be understood: %s".formatted(file, number, e.getMessage()), e);
      }
    }
  }

  /// An empty line to be filled.
  public static ObjectNode line() {
    return JSON.createObjectNode();
  }

  /// Appends a line.
  ///
  /// @throws IOException if the disk does not take it; then it is not there
  public void append(ObjectNode line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      long before = channel.size();
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    }
  }
}
