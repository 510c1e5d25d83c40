package dev.nines.alerts.generate;

import dev.nines.testing.ExternalBinary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Runs promtool and amtool.
final class Tool {
  private Tool() {}

  /// What a tool said.
  record Result(int exit, String output) {}

  static Result promtool(String... arguments) {
    return run("promtool", "prometheus", arguments);
  }

  static Result amtool(String... arguments) {
    return run("amtool", "prometheus-alertmanager", arguments);
  }

  private static Result run(String tool, String debianPackage, String... arguments) {
    var command = new ArrayList<String>();
    command.add(ExternalBinary.require(tool, debianPackage).toString());
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
