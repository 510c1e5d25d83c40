package dev.nines.collector.gateway;

import dev.nines.collector.forward.Forwarding;
import dev.nines.collector.forward.Trial;
import dev.nines.collector.gateway.config.GatewayConfig;
import dev.nines.collector.gateway.config.Secrets;
import dev.nines.collector.gateway.doctor.AlertmanagerDiagnosis;
import dev.nines.collector.gateway.doctor.DiskDiagnosis;
import dev.nines.collector.gateway.doctor.DoubleCountFindings;
import dev.nines.collector.gateway.doctor.Examination;
import dev.nines.collector.gateway.doctor.ForwardDiagnosis;
import dev.nines.collector.gateway.doctor.TenantsDiagnosis;
import dev.nines.collector.gateway.doctor.ThresholdFindings;
import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.collector.gateway.source.SourceKinds;
import dev.nines.collector.gateway.source.Surroundings;
import dev.nines.collector.gateway.telemetry.LogOutput;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Diagnosis;
import dev.nines.collector.source.Reference;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.collector.tenant.TenantList;
import dev.nines.slo.model.Observation;
import dev.nines.slo.sli.Selection;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `nines doctor`: looks live at everything that the configuration names, and prints the SQL or the
/// setting that is missing. Changes nothing; may run beside the gateway.
@Command(
    name = "doctor",
    description = "Looks live at every source, and says what is missing and how to add it.")
final class DoctorCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int AT_ONCE = 64;

  @Spec private CommandSpec spec;

  @Mixin private FileOptions files = new FileOptions();

  @Override
  public Integer call() throws InterruptedException {
    LogOutput.choose(LogOutput.Format.TEXT, "off");
    RunOptions options = files.options(spec.commandLine());
    Startup checked;
    try {
      checked = Startup.check(options);
    } catch (StartException e) {
      e.problems().forEach(spec.commandLine().getErr()::println);
      return 1;
    }
    List<Examination.Result> results = examine(options, checked);
    PrintWriter out = spec.commandLine().getOut();
    results.forEach(result -> print(result, out));
    long sick = results.stream().filter(Examination.Result::hasProblem).count();
    if (sick == 0) {
      out.printf("All %d are well.%n", results.size());
    } else {
      out.printf("%d of %d have a problem.%n", sick, results.size());
    }
    out.flush();
    return sick == 0 ? 0 : 1;
  }

  private static List<Examination.Result> examine(RunOptions options, Startup checked)
      throws InterruptedException {
    GatewayConfig config = checked.config();
    var storage = new Storage(options.storagePath());
    InstantSource clock = InstantSource.system();
    List<TenantList> lists = TenantLists.of(config.tenants());
    var observed = new ConcurrentLinkedQueue<Observation>();
    Vertx vertx = Vertx.vertx();
    try (var work = new BlockingWork(AT_ONCE);
        var tenants = new TenantDirectory(lists, clock, _ -> {})) {
      tenants.refresh();
      var surroundings =
          new Surroundings(
              tenants,
              observed::add,
              new Selection(checked.objectives())::wants,
              () -> {},
              Reference.of(List.of()),
              new ConditionBoard(),
              storage.openBooks(),
              vertx,
              work,
              Forwarding.nowhere(),
              clock);
      try (SourceKinds kinds = SourceKinds.all(surroundings)) {
        var diagnoses = new ArrayList<Diagnosis>();
        diagnoses.add(new DiskDiagnosis(options.storagePath()));
        lists.forEach(list -> diagnoses.add(new TenantsDiagnosis(list)));
        config
            .alertmanagers()
            .forEach(
                each ->
                    diagnoses.add(
                        new AlertmanagerDiagnosis(
                            each.url(), Secrets.credentials(each.login()), clock)));
        diagnoses.addAll(kinds.diagnoses(config));
        Trial.of(config.forward(), clock)
            .forEach(each -> diagnoses.add(new ForwardDiagnosis(each)));
        var results = new ArrayList<>(Examination.run(diagnoses, PATIENCE));
        ThresholdFindings.of(checked.objectives(), observed).ifPresent(results::add);
        config
            .otlp()
            .flatMap(_ -> DoubleCountFindings.of(checked.objectives(), observed))
            .ifPresent(results::add);
        return results;
      }
    } finally {
      vertx.close();
    }
  }

  private static void print(Examination.Result result, PrintWriter out) {
    for (Diagnosis.Finding finding : result.findings()) {
      out.printf("%-8s %s: %s%n", sign(finding.level()), result.subject(), finding.text());
      finding.remedy().lines().forEach(line -> out.printf("%-8s   %s%n", "", line));
    }
  }

  private static String sign(Diagnosis.Level level) {
    return switch (level) {
      case OK -> "ok";
      case ADVICE -> "advice";
      case PROBLEM -> "PROBLEM";
    };
  }
}
