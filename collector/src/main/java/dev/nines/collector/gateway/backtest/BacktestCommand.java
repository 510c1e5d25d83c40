package dev.nines.collector.gateway.backtest;

import dev.nines.collector.gateway.cluster.PrometheusClient;
import dev.nines.slo.backtest.Backtest;
import dev.nines.slo.backtest.BacktestResult;
import dev.nines.slo.backtest.History;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.spec.SpecSet;
import dev.nines.slo.yaml.Diagnostic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `nines backtest`: what specs would have done over a history.
@Command(
    name = "backtest",
    description = {
      "Replays specs over a history.",
      "Shows the alerts that they would have sent, the error budget day by day, and the targets"
          + " that the data supports.",
      "Exits with 0 if that could be done, 1 if not, 2 on wrong usage."
    })
public final class BacktestCommand implements Callable<Integer> {
  private static final Duration DEFAULT_LENGTH = Duration.ofDays(7);
  private static final int MAX_GROUPS = 100;
  private static final int SHOWN_GROUPS = 5;

  private final InstantSource clock = InstantSource.system();

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "SPEC", description = "Spec files and folders of them.")
  private List<Path> files = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "A date or an instant in UTC; a week before --to if it is left out.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "A date or an instant in UTC; now if it is left out.")
  private Optional<String> to = Optional.empty();

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "Only this tenant, or other group; may be repeated.")
  private List<String> groups = List.of();

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      defaultValue = "none",
      description = "The commercial tier whose targets hold.")
  private String tier = "none";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (default) or json.")
  private Format format = Format.TABLE;

  /// How results are shown.
  enum Format {
    TABLE,
    JSON
  }

  /// Where the history is.
  static final class Source {
    @Option(
        names = "--ledger",
        required = true,
        paramLabel = "DIR",
        description = "The ledger of a gateway that is stopped, or a copy of it.")
    private @Nullable Path ledger;

    @Option(
        names = "--prometheus",
        required = true,
        paramLabel = "URL",
        description = "A Prometheus that scraped the same targets.")
    private @Nullable String prometheus;
  }

  @Override
  public Integer call() {
    SpecSet specs = SpecReader.read(files, SpecReader.References.MAY_STAY_OPEN);
    PrintWriter err = spec.commandLine().getErr();
    specs.diagnostics().stream()
        .filter(each -> each.level() == Diagnostic.Level.ERROR)
        .forEach(each -> err.println(each.render()));
    err.flush();
    if (!specs.valid()) {
      return 1;
    }
    Instant end = to.map(this::instant).orElseGet(clock::instant).truncatedTo(ChronoUnit.MINUTES);
    Instant start = from.map(this::instant).orElse(end.minus(DEFAULT_LENGTH));
    if (!start.isBefore(end)) {
      throw new ParameterException(spec.commandLine(), "--from must be before --to");
    }
    try {
      List<BacktestResult> results = run(testable(specs, err), start, end, err);
      PrintWriter out = spec.commandLine().getOut();
      out.print(
          format == Format.JSON ? BacktestOutput.json(results) : BacktestOutput.table(results));
      out.flush();
      return results.isEmpty() ? 1 : 0;
    } catch (IOException e) {
      err.println("cannot read the history: " + e.getMessage());
      err.flush();
      return 1;
    }
  }

  private Instant instant(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text).truncatedTo(ChronoUnit.MINUTES)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException _) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' is no time. Write it like 2026-01-31 or 2026-01-31T12:00:00Z".formatted(text));
    }
  }

  private static List<Objective> testable(SpecSet specs, PrintWriter err) {
    var testable = new ArrayList<Objective>();
    for (Objective objective : specs.objectives()) {
      Optional<String> reason = Backtest.reasonAgainst(objective);
      if (reason.isEmpty()) {
        testable.add(objective);
      } else {
        err.printf("%s: %s is left out: %s%n", objective.source(), objective.slo(), reason.get());
      }
    }
    specs
        .notEvaluated()
        .forEach(
            each ->
                err.printf("%s: %s is left out: %s%n", each.source(), each.slo(), each.reason()));
    return testable;
  }

  private List<BacktestResult> run(
      List<Objective> objectives, Instant start, Instant end, PrintWriter err) throws IOException {
    var backtest = new Backtest();
    Duration lookback =
        objectives.stream().map(backtest::lookback).max(Duration::compareTo).orElse(Duration.ZERO);
    Map<Objective, SortedMap<String, History>> histories =
        read(objectives, start.minus(lookback), end);
    var results = new ArrayList<BacktestResult>();
    for (Objective objective : objectives) {
      SortedMap<String, History> byGroup =
          histories.getOrDefault(objective, Collections.emptySortedMap());
      if (byGroup.isEmpty()) {
        err.printf("%s: nothing was counted for %s%n", objective.source(), objective.slo());
      } else {
        warnOfUnknownGroups(objective, byGroup.keySet(), err);
      }
      byGroup.entrySet().stream()
          .filter(each -> groups.isEmpty() || groups.contains(each.getKey()))
          .limit(MAX_GROUPS)
          .forEach(
              each ->
                  results.add(
                      backtest.run(
                          objective,
                          tenant(each.getKey()),
                          each.getKey(),
                          each.getValue(),
                          start,
                          end)));
      if (groups.isEmpty() && byGroup.size() > MAX_GROUPS) {
        err.printf(
            "%s: the first %d of %d groups are shown; name others by --group%n",
            objective.slo(), MAX_GROUPS, byGroup.size());
      }
    }
    err.flush();
    return results;
  }

  private void warnOfUnknownGroups(Objective objective, Set<String> known, PrintWriter err) {
    for (String group : groups) {
      if (!known.contains(group)) {
        err.printf(
            "%s: %s has no group '%s', but %s%n",
            objective.source(),
            objective.slo(),
            group,
            known.stream().limit(SHOWN_GROUPS).collect(Collectors.joining(", ")));
      }
    }
  }

  private Map<Objective, SortedMap<String, History>> read(
      List<Objective> objectives, Instant start, Instant end) throws IOException {
    if (source.prometheus != null) {
      try (var client = new PrometheusClient(source.prometheus, Optional.empty())) {
        return new PrometheusHistory(client::samples).read(objectives, start, end);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), "'%s' is no URL".formatted(source.prometheus), e);
      }
    }
    return new LedgerHistory(Objects.requireNonNull(source.ledger)).read(objectives, start, end);
  }

  /// A history knows its tenants by name only.
  private Tenant tenant(String group) {
    return new Tenant(
        new TenantId(TenantId.isValid(group) ? group : "all"),
        group,
        tier,
        Instant.EPOCH,
        Optional.empty(),
        ZoneOffset.UTC,
        Locale.ENGLISH,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
