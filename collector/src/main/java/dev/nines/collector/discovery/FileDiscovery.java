package dev.nines.collector.discovery;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Targets from files (`file_sd_configs`). A file that cannot be read keeps what it last said, one
/// that is gone takes its targets with it.
///
/// The folders are looked at each second; a file is read again when its time or size has changed.
public final class FileDiscovery implements Discovery {
  private static final Logger log = LoggerFactory.getLogger(FileDiscovery.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final List<Path> patterns;
  private final Map<Path, Known> known = new HashMap<>();

  private record Known(String stamp, List<TargetGroup> groups) {}

  /// @param patterns absolute paths; the last part may have a `*`
  public FileDiscovery(List<Path> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  @Override
  public String name() {
    return "file_sd " + patterns;
  }

  @Override
  public Duration refreshInterval() {
    return LOOK;
  }

  @Override
  public List<TargetGroup> discover() throws IOException {
    var files = new TreeSet<Path>();
    for (Path pattern : patterns) {
      files.addAll(matching(pattern));
    }
    known.keySet().retainAll(files);
    for (Path file : files) {
      look(file);
    }
    return files.stream()
        .map(known::get)
        .filter(each -> each != null)
        .flatMap(each -> each.groups().stream())
        .toList();
  }

  private void look(Path file) {
    Known before = known.get(file);
    String stamp = "";
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      stamp = attributes.lastModifiedTime() + "/" + attributes.size() + "/" + attributes.fileKey();
      if (before == null || !before.stamp().equals(stamp)) {
        Map<String, String> meta = Map.of("__meta_filepath", file.toString());
        known.put(
            file, new Known(stamp, TargetFile.read(file.toString(), Files.readString(file), meta)));
      }
    } catch (IOException e) {
      log.warn("targets of {} stay as they were: {}", file, e.getMessage());
      known.put(file, new Known(stamp, before == null ? List.of() : before.groups()));
    }
  }

  private static List<Path> matching(Path pattern) throws IOException {
    Path folder = pattern.getParent();
    Path name = pattern.getFileName();
    var found = new ArrayList<Path>();
    if (folder == null || name == null || !Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob(name.toString()))) {
      files.forEach(found::add);
    }
    return found;
  }

  /// Only the star is special, as in Prometheus.
  private static String glob(String name) {
    return name.replaceAll("([\\\\?\\[\\]{}])", "\\\\$1");
  }
}
