package dev.nines.collector.gateway;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `nines check-config`: the configuration and all files that it names, without connecting to
/// anything.
@Command(
    name = "check-config",
    description = "Checks the configuration and every file that it names.")
final class CheckConfigCommand implements Callable<Integer> {
  private static final int ADVICE = 3;

  @Spec private CommandSpec spec;

  @Mixin private FileOptions files = new FileOptions();

  @Option(names = "--lint", description = "Warnings are worth an exit code of 3.")
  private boolean lint;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Startup checked;
    try {
      checked = Startup.check(files.options(spec.commandLine()));
    } catch (StartException e) {
      e.problems().forEach(err::println);
      return 1;
    }
    checked.warnings().forEach(err::println);
    spec.commandLine()
        .getOut()
        .printf("OK: %s%n", ConfigSummary.of(checked.config(), checked.objectives().size()));
    return lint && !checked.warnings().isEmpty() ? ADVICE : 0;
  }
}
