package dev.nines.collector.gateway;

import dev.nines.collector.gateway.telemetry.LogOutput;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `nines run`: the gateway, until it is told to stop.
@Command(name = "run", description = "Runs the gateway until it is stopped.")
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FileOptions files = new FileOptions();

  @Option(
      names = "--log.format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "text for people, json for machines (default: text).")
  private LogOutput.Format logFormat = LogOutput.Format.TEXT;

  @Option(
      names = "--log.level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "error, warn, info or debug (default: info).")
  private String logLevel = "info";

  @Override
  public Integer call() throws InterruptedException {
    LogOutput.choose(logFormat, logLevel);
    RunOptions options = files.options(spec.commandLine());
    Gateway gateway;
    try {
      gateway = Gateway.start(options, Optional.empty());
    } catch (StartException e) {
      e.problems().forEach(spec.commandLine().getErr()::println);
      return 1;
    }
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      gateway.close();
                      stopped.countDown();
                    }));
    HangUp.onSignal(gateway::reload);
    stopped.await();
    return 0;
  }
}
