package dev.nines.demo;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The entry of the demo's jar, `nines demo`. Exit codes: 0 ended by Ctrl-C, 1 could not start, 2
/// usage.
@Command(
    name = "nines demo",
    description =
        "Starts a small SaaS with real databases, its users, and the gateway that watches it."
            + " Ctrl-C stops everything.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    subcommands = SaasCommand.class)
public final class DemoMain implements Callable<Integer> {

  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "demo-data",
      description =
          "Where everything is kept; a second start goes on with it. Default: ./demo-data")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9610",
      description = "The console's port on 127.0.0.1. Default: 9610")
  private int port;

  @Option(
      names = "--with-prometheus",
      description = "Starts Prometheus, Alertmanager and Grafana too, those that are installed.")
  private boolean withPrometheus;

  @Option(names = "--reset", description = "Deletes the data of earlier starts first.")
  private boolean reset;

  @Option(
      names = "--orders-share",
      hidden = true,
      defaultValue = "1",
      description = "The share of the usual number of orders, for tests.")
  private double ordersShare;

  private volatile boolean failed;

  private DemoMain() {}

  /// Runs the demo until it is interrupted.
  public static void main(String[] args) {
    System.exit(new CommandLine(new DemoMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 1 || port > HIGHEST_PORT) {
      throw new ParameterException(
          spec.commandLine(), "--port is %d, expected 1 to 65535".formatted(port));
    }
    if (!(ordersShare > 0 && ordersShare <= 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "--orders-share is " + ordersShare + ", expected above 0 and up to 1");
    }
    LogFile.writeTo(data);
    var progress = new Progress(System.out);
    var demo =
        new Demo(
            new DemoOptions(data, port, withPrometheus, reset, ordersShare),
            progress,
            InstantSource.system());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo), "demo-stop"));
    try {
      demo.start();
    } catch (Exception e) {
      LogFile.failure(data, e);
      progress.print("\nThe demo could not start: " + e.getMessage());
      progress.print("More is in " + LogFile.in(data));
      failed = true;
      return 1;
    }
    new CountDownLatch(1).await();
    return 0;
  }

  /// Ctrl-C is how a demo ends well, so the exit code is 0 and not the signal's.
  private void stop(Demo demo) {
    demo.close();
    if (!failed) {
      Runtime.getRuntime().halt(0);
    }
  }
}
