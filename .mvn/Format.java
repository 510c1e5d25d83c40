import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Formats every Java source below `*/src`, or checks that it is formatted (google-java-format, Google style).
///
/// The parent pom runs it once for all modules, on JDK 25: the formatter needs the compiler of the newest syntax,
/// Maven's own JVM may be older. Files unchanged since they were last seen clean are not read again.
class Format {
  public static void main(String[] args) throws IOException {
    boolean fix = args[0].equals("fix");
    Path root = Path.of(args[1]);
    Path memory = root.resolve("target/formatted.txt");
    Set<String> knownClean = Files.exists(memory) ? Set.copyOf(Files.readAllLines(memory)) : Set.of();

    var clean = new TreeSet<String>();
    var complaints = new ArrayList<String>();
    for (Path file : sources(root)) {
      String identity = identity(root, file);
      if (knownClean.contains(identity)) {
        clean.add(identity);
        continue;
      }
      String text = Files.readString(file);
      try {
        String formatted = new Formatter().formatSourceAndFixImports(text);
        if (fix && !formatted.equals(text)) {
          Files.writeString(file, formatted);
        }
        if (fix || formatted.equals(text)) {
          clean.add(identity(root, file));
        } else {
          complaints.add(root.relativize(file).toString());
        }
      } catch (FormatterException e) {
        complaints.add(root.relativize(file) + ": " + e.getMessage());
      }
    }
    Files.createDirectories(memory.getParent());
    Files.write(memory, clean);
    if (!complaints.isEmpty()) {
      System.err.println("Not formatted:\n  " + String.join("\n  ", complaints));
      System.err.println("Run .ci/format, which rewrites these files, and build again.");
      System.exit(1);
    }
  }

  /// What tells an unchanged file: formatter (its version is part of the class path), name, size and time.
  private static String identity(Path root, Path file) throws IOException {
    Path formatter = Path.of(System.getProperty("java.class.path")).getFileName();
    return formatter + " " + root.relativize(file) + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
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
