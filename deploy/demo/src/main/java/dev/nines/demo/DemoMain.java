package dev.nines.demo;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The entry of the demo's jar, `nines demo`.
@Command(name = "nines demo", description = "Starts a small SaaS and the gateway that watches it.")
public final class DemoMain implements Runnable {

  @Spec private CommandSpec spec;

  private DemoMain() {}

  /// Runs the demo until it is interrupted.
  public static void main(String[] args) {
    System.exit(new CommandLine(new DemoMain()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "The demo has nothing to start yet.");
  }
}
