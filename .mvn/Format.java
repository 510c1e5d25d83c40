import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Formats every Java source below `*/src`, or checks that it is formatted (google-java-format, Google style).
///
/// The parent pom runs it once for all modules, on JDK 25: the formatter needs the compiler of the newest syntax,
/// Maven's own JVM may be older. Files unchanged since the last clean run are not read again.
class Format {
  public static void main(String[] args) throws IOException {
    boolean fix = args[0].equals("fix");
    Path root = Path.of(args[1]);
    Path stamp = root.resolve("target/formatted.stamp");
    FileTime started = FileTime.fromMillis(System.currentTimeMillis());
    FileTime lastClean = Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);

    var complaints = new ArrayList<String>();
    for (Path file : sources(root)) {
      if (Files.getLastModifiedTime(file).compareTo(lastClean) < 0) {
        continue;
      }
      String text = Files.readString(file);
      try {
        String formatted = new Formatter().formatSourceAndFixImports(text);
        if (formatted.equals(text)) {
          continue;
        }
        if (fix) {
          Files.writeString(file, formatted);
        } else {
          complaints.add(root.relativize(file).toString());
        }
      } catch (FormatterException e) {
        complaints.add(root.relativize(file) + ": " + e.getMessage());
      }
    }
    if (!complaints.isEmpty()) {
      System.err.println("Not formatted:\n  " + String.join("\n  ", complaints));
      System.err.println("Run .ci/format, which rewrites these files, and build again.");
      System.exit(1);
    }
    Files.createDirectories(stamp.getParent());
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, started);
  }

  private static List<Path> sources(Path root) throws IOException {
    var found = new ArrayList<Path>();
    for (String module : List.of("slo-rules", "alerts", "dashboards", "collector", "deploy/demo")) {
      Path src = root.resolve(module).resolve("src");
      if (Files.isDirectory(src)) {
        try (Stream<Path> files = Files.walk(src)) {
          files.filter(f -> f.toString().endsWith(".java")).sorted().forEach(found::add);
        }
      }
    }
    return found;
  }
}
