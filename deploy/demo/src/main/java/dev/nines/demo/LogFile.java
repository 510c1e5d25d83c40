package dev.nines.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// Where the demo's own log is: a file in its data folder, so that the terminal stays readable.
final class LogFile {

  private LogFile() {}

  /// Chooses the file. Must come before the first logger is made.
  static void writeTo(Path data) {
    System.setProperty("nines.demo.log", in(data).toString());
    System.setProperty("logback.configurationFile", "dev/nines/demo/logback.xml");
  }

  static Path in(Path data) {
    return folder(data).resolve("demo.log");
  }

  private static Path folder(Path data) {
    return data.toAbsolutePath().normalize().resolve("logs");
  }

  /// Writes a failure down, unless the folder turned out not to be ours.
  static void failure(Path data, Exception e) {
    if (Files.isDirectory(folder(data))) {
      LoggerFactory.getLogger(LogFile.class).error("The demo could not start", e);
    }
  }
}
