package dev.nines.collector.gateway;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `nines version`: the version, the commit it was built from, and the Java that runs it.
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    BuildInfo build = BuildInfo.load();
    spec.commandLine()
        .getOut()
        .printf(
            "nines %s (commit %s, Java %s)%n", build.version(), build.commit(), Runtime.version());
    return 0;
  }
}
