package dev.nines.slo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.correction.Change;
import dev.nines.slo.correction.Change.Counts;
import dev.nines.slo.correction.Change.Kind;
import dev.nines.slo.correction.Correction;
import dev.nines.slo.correction.CorrectionStore;
import dev.nines.slo.correction.Status;
import dev.nines.slo.model.Minute;
import dev.nines.slo.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Counts of the past that are put right while the engine runs.
class EngineCorrectionTest {
  @TempDir private Path folder;
  private EngineRig rig;
  private CorrectionStore store;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(folder.resolve("ledger"));
    rig = new EngineRig(folder.resolve("ledger"));
    store = CorrectionStore.open(folder.resolve("corrections.jsonl"));
    rig.engine.takeCorrections(store);
  }

  @AfterEach
  void close() throws IOException {
    rig.close();
  }

  private static Instant minute(int minute) {
    return EngineRig.START.plusSeconds(60L * minute);
  }

  private static Correction correction(String id, int from, int to, Change change) {
    return new Correction(
        id,
        EngineRig.ACME.id(),
        "tenant-availability",
        minute(from),
        minute(to),
        change,
        "the probe was broken",
        "ops",
        minute(to));
  }

  private Status status(String id) {
    return store.all().stream()
        .filter(each -> each.correction().id().equals(id))
        .findFirst()
        .orElseThrow()
        .status();
  }

  private List<Minute> read(Instant asOf) {
    int series = rig.engine.series("tenant-availability", EngineRig.ACME.id()).orElseThrow();
    long first = minute(0).getEpochSecond() / 60;
    return rig.ledger.read(series, first, first + 60, asOf);
  }

  @Test
  void aCorrectedOutageBurnsNoMore() throws IOException {
    rig.run(0, 60, 4, 0);
    rig.run(60, 80, 0, 4);
    rig.run(80, 84, 4, 0);
    Verdict before = rig.last();
    store.enter(correction("probe", 60, 80, new Change.CountAs(Kind.GOOD)));

    Verdict after = rig.tick(minute(84));

    assertThat(before.figures().bad()).isEqualTo(80);
    assertThat(after.figures().bad()).isZero();
    assertThat(after.figures().good()).isEqualTo(before.figures().total());
    assertThat(EngineRig.firing(after)).isEmpty();
    assertThat(status("probe"))
        .isEqualTo(
            new Status.Recorded(minute(84), rig.ledger.lastSequence(), 20, new Counts(80, -80, 0)));
  }

  @Test
  void whatWasKnownAsOfAnEarlierInstantStays() throws IOException {
    rig.run(0, 30, 99, 1);
    Instant earlier = minute(29);
    List<Minute> then = read(earlier);
    store.enter(correction("books", 3, 5, new Change.Set(new Counts(70, 30, 0))));
    rig.tick(minute(31));

    assertThat(read(earlier)).isEqualTo(then);
    assertThat(read(minute(31)).subList(3, 5))
        .allMatch(each -> each.good() == 70 && each.bad() == 30);
    assertThat(read(minute(31)).get(5).bad()).isEqualTo(1);
  }

  @Test
  void aCorrectionWaitsUntilItsLastMinuteHasClosed() throws IOException {
    rig.run(0, 30, 99, 1);
    store.enter(correction("soon", 28, 30, new Change.CountAs(Kind.GOOD)));

    rig.tick(minute(30));
    Status open = status("soon");
    rig.tick(minute(33));

    assertThat(open).isInstanceOf(Status.Waiting.class);
    assertThat(status("soon")).isInstanceOf(Status.Recorded.class);
    assertThat(rig.last().figures().bad()).isEqualTo(28);
  }

  @Test
  void whatCannotBeIsRefusedWithItsReason() throws IOException {
    rig.run(0, 30, 99, 1);
    store.enter(correction("more", 3, 4, new Change.Add(new Counts(0, -2, 0))));
    store.enter(correction("none", 3, 4, new Change.Set(new Counts(99, 1, 0))));

    rig.tick(minute(31));

    assertThat(status("more").toString()).contains("so many cannot be taken away");
    assertThat(status("none").toString()).contains("changes nothing");
    assertThat(rig.last().figures().bad()).isEqualTo(30);
  }

  @Test
  void aCorrectionOutlivesARestartAndIsEnteredOnce() throws IOException {
    rig.run(0, 30, 99, 1);
    store.enter(correction("once", 3, 5, new Change.Add(new Counts(0, 10, 0))));
    rig.tick(minute(31));
    rig.close();
    open();

    rig.tick(minute(32));

    assertThat(rig.last().figures().bad()).isEqualTo(30 + 20);
    assertThat(store.waiting()).isEmpty();
  }

  @Test
  void aCrashBeforeTheBatchLeavesItWaitingAndOneAfterItDoesNotRepeatIt() throws IOException {
    rig.run(0, 30, 99, 1);
    long next = rig.ledger.lastSequence() + 1;
    store.enter(correction("before", 3, 4, new Change.Add(new Counts(0, 7, 0))));
    store.note("before", new Status.Begun(next));
    store.enter(correction("after", 5, 6, new Change.Add(new Counts(0, 5, 0))));
    store.note("after", new Status.Begun(next - 1));
    rig.close();
    open();

    rig.tick(minute(32));

    assertThat(status("before")).isInstanceOf(Status.Recorded.class);
    assertThat(rig.last().figures().bad()).isEqualTo(30 + 7);
  }
}
