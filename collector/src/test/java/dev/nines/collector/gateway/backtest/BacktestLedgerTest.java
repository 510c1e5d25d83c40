package dev.nines.collector.gateway.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.spec.SpecReader.References;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command over the ledger of a gateway that has stopped: ten hours, of which one tenant was
/// down for half an hour.
class BacktestLedgerTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  /// Half an hour more than is looked at, so that all minutes looked at are closed.
  private static final int MINUTES = 630;

  private static final int DOWN_FROM = 420;
  private static final int DOWN_TO = 450;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path spec;
  private Path ledger;

  @BeforeEach
  void writeHistory() throws IOException {
    spec = CheckoutSpec.write(folder, 0.999);
    ledger = folder.resolve("ledger");
    Objective objective =
        SpecReader.read(List.of(spec), References.MUST_RESOLVE).objectives().getFirst();
    try (Ledger open = Ledger.open(FileStorage.open(ledger), LedgerOptions.DEFAULTS)) {
      var ids = new ArrayList<Integer>();
      for (String tenant : List.of("acme", "globex")) {
        ids.add(
            open.seriesId(
                new SeriesKey(objective.slo(), objective.generation(), new TenantId(tenant))));
      }
      for (int i = 0; i < MINUTES; i += 30) {
        commitHalfHour(open, ids, i);
      }
    }
  }

  private static void commitHalfHour(Ledger open, List<Integer> ids, int first) {
    var entries = new ArrayList<Entry>();
    for (int minute = first; minute < first + 30; minute++) {
      boolean down = minute >= DOWN_FROM && minute < DOWN_TO;
      long epochMinute = START.getEpochSecond() / 60 + minute;
      entries.add(new Entry(ids.get(0), epochMinute, 1, down ? 0 : 100, down ? 100 : 0, 0));
      entries.add(new Entry(ids.get(1), epochMinute, 1, 100, 0, 0));
    }
    Instant now = START.plus(Duration.ofMinutes(first + 30L));
    open.commit(new Batch(now, entries, List.of(), List.of()));
    open.advance(now);
  }

  private int run(String... more) {
    var arguments = new ArrayList<>(List.of(spec.toString(), "--ledger", ledger.toString()));
    arguments.addAll(List.of(more));
    return new CommandLine(new BacktestCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void theOutageOfOneTenantIsPagedAndTakesItsBudget() {
    int exit = run("--from", START.toString(), "--to", "2026-03-02T10:00:00Z", "--format", "json");

    assertThat(exit).as(err.toString()).isZero();
    JsonArray results = new JsonArray(out.toString());
    assertThat(results).hasSize(2);
    JsonObject acme = results.getJsonObject(0);
    JsonObject globex = results.getJsonObject(1);
    assertThat(acme.getString("group")).isEqualTo("acme");
    assertThat(acme.getJsonArray("pages").getJsonObject(0).getString("tier")).isEqualTo("fast");
    assertThat(Instant.parse(acme.getJsonArray("pages").getJsonObject(0).getString("startsAt")))
        .isBetween(
            START.plus(Duration.ofMinutes(DOWN_FROM)),
            START.plus(Duration.ofMinutes(DOWN_FROM + 2)));
    JsonArray budget = acme.getJsonArray("budget");
    // 3,000 of 60,000 requests failed
    assertThat(budget.getJsonObject(budget.size() - 1).getDouble("sliRatio")).isEqualTo(0.95);
    assertThat(globex.getJsonArray("pages")).isEmpty();
  }

  @Test
  void theTableSaysTheSame() {
    int exit = run("--from", START.toString(), "--to", "2026-03-02T10:00:00Z", "--group", "acme");

    assertThat(exit).isZero();
    assertThat(out.toString())
        .contains(
            "checkout for acme: 99.9 % promised",
            "critical fast", "good 95.00 %", "99.9 %    broken")
        .doesNotContain("globex");
  }

  @Test
  void aFolderWithoutLedgerIsRefusedAndLeftAlone() throws IOException {
    ledger = Files.createDirectory(folder.resolve("other"));

    assertThat(run()).isEqualTo(1);
    assertThat(err.toString()).contains("cannot read the history").contains("other");
    try (Stream<Path> files = Files.list(ledger)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void whatWasNotCountedIsSaid() {
    assertThat(run("--from", START.toString(), "--to", "2026-03-02T10:00:00Z", "--group", "nobody"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("no group 'nobody'").contains("acme, globex");
  }

  @Test
  void aTimeThatIsNoneIsWrongUsage() {
    assertThat(run("--from", "yesterday")).isEqualTo(2);
    assertThat(run("--from", "2026-03-02", "--to", "2026-03-01")).isEqualTo(2);
  }
}
