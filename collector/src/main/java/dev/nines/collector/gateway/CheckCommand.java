package dev.nines.collector.gateway;

import dev.nines.slo.spec.CheckReport;
import dev.nines.slo.spec.SpecReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `nines check`: spec files, and what would be evaluated of them.
@Command(name = "check", description = "Checks spec files and says what would be evaluated.")
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILES", description = "Spec files and folders of them.")
  private List<Path> files = List.of();

  @Option(
      names = "--strict",
      description = "References that these files do not resolve are errors.")
  private boolean strict;

  @Override
  public Integer call() {
    var report =
        new CheckReport(
            SpecReader.read(
                files,
                strict ? SpecReader.References.MUST_RESOLVE : SpecReader.References.MAY_STAY_OPEN));
    spec.commandLine().getOut().print(report.render());
    spec.commandLine().getOut().flush();
    return report.exitCode();
  }
}
