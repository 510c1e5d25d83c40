package dev.nines.collector.gateway;

import dev.nines.collector.gateway.backtest.BacktestCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The program's entry: dispatches to the commands.
///
/// Exit codes: 0 ok, 1 invalid, 2 usage.
@Command(
    name = "nines",
    description = "Measures every tenant and says who is losing their promise.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      BacktestCommand.class,
      CheckConfigCommand.class,
      CheckCommand.class,
      DoctorCommand.class,
      CheckMetricsCommand.class,
      GenerateCommand.class,
      ImportCommand.class,
      HealthcheckCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {

  private static final int HELP_COLUMNS = 100;

  @Spec private CommandSpec spec;

  private Main() {}

  /// Runs the command that `args` name and ends the process with its exit code.
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command.");
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(HELP_COLUMNS);
  }
}
