package dev.nines.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceSchedulerTest {
  @Test
  void aNewSourceIsReadAtOnceAndThenOncePerInterval() {
    var rig = SchedulerRig.of(new FakeSource("a"));
    rig.pass(Duration.ofSeconds(60));
    assertThat(rig.readingsOf("a")).hasSizeBetween(6, 7).containsOnly(FakeSource.WHOLE);
    List<Instant> times = rig.seen.stream().map(Observation::at).toList();
    assertThat(times.getFirst()).isEqualTo(SchedulerRig.START);
    for (int i = 2; i < times.size(); i++) {
      assertThat(Duration.between(times.get(i - 1), times.get(i))).hasSeconds(10);
    }
  }

  @Test
  void aThousandNewSourcesBeginInShortStepsWithinTheirInterval() {
    var rig = new SchedulerRig(1000, Reference.NONE);
    rig.scheduler.replace(IntStream.range(0, 1000).mapToObj(i -> new FakeSource("t" + i)).toList());
    rig.step();
    assertThat(rig.seen).as("at once").hasSize(64);
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.seen.stream().map(Observation::target).distinct()).hasSize(1000);
  }

  @Test
  void theOffsetDependsOnTheNameAloneAndSpreadsOverTheInterval() {
    Duration interval = Duration.ofSeconds(10);
    var offsets =
        IntStream.range(0, 1000)
            .mapToLong(i -> Timetable.of("probe", "tenant-" + i, interval).offsetMillis())
            .toArray();
    assertThat(Timetable.of("probe", "tenant-7", interval).offsetMillis()).isEqualTo(offsets[7]);
    long firstSecond = Arrays.stream(offsets).filter(offset -> offset < 1000).count();
    assertThat(firstSecond).isBetween(60L, 140L);
  }

  @Test
  void aReadingThatTakesTooLongIsInterruptedAndCountsAsUnreachableOnce() {
    var source = new FakeSource("a");
    var rig = SchedulerRig.of(source);
    rig.scheduler.tick();
    Runnable hanging = rig.tasks.remove();
    source.answer =
        () -> {
          rig.clock.advance(Duration.ofSeconds(6));
          rig.scheduler.tick();
          rig.runTasks();
          Thread.sleep(60_000); // interrupted already: throws at once
          return FakeSource.WHOLE;
        };
    hanging.run();
    assertThat(rig.readingsOf("a"))
        .containsExactly(new Reading.Unreachable("no answer within 5000 ms"));
    assertThat(rig.health("a").timeouts()).isEqualTo(1);
    source.answer = () -> FakeSource.WHOLE;
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.health("a").state()).isEqualTo(SourceHealth.State.OK);
  }

  @Test
  void aReadingThatNeverEndsMakesTheNextOnesBlindAndNeverPilesUp() {
    var rig = SchedulerRig.of(new FakeSource("a"));
    rig.scheduler.tick();
    Runnable stuck = rig.tasks.remove();
    rig.pass(Duration.ofSeconds(35));
    var readings = rig.readingsOf("a");
    assertThat(readings.getFirst()).isInstanceOf(Reading.Unreachable.class);
    assertThat(readings.subList(1, readings.size()))
        .hasSizeBetween(2, 4)
        .containsOnly(new Reading.Blind("not read: the last reading has not ended"));
    assertThat(rig.health("a").skipped()).isEqualTo(readings.size() - 1);

    stuck.run();
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.readingsOf("a").getLast()).isEqualTo(FakeSource.WHOLE);
  }

  @Test
  void onlySoManyOfAKindRunAtOnceAndTheOthersFollow() {
    var rig = new SchedulerRig(2, Reference.NONE);
    rig.scheduler.replace(IntStream.range(0, 5).mapToObj(i -> new FakeSource("t" + i)).toList());
    rig.scheduler.tick();
    assertThat(rig.tasks).hasSize(2);
    rig.step();
    rig.step();
    rig.step();
    assertThat(rig.seen).hasSize(5);
  }

  @Test
  void aReadingThatWaitedForAWholeIntervalIsBlind() {
    var rig = new SchedulerRig(1, Reference.NONE);
    var slow = new FakeSource("slow");
    slow.timeout = Duration.ofSeconds(10);
    var starved = new FakeSource("starved");
    starved.interval = Duration.ofSeconds(2);
    rig.scheduler.replace(List.of(slow, starved));
    rig.scheduler.tick();
    assertThat(rig.tasks).hasSize(1);
    rig.clock.advance(Duration.ofSeconds(3));
    rig.scheduler.tick();
    assertThat(rig.readingsOf("starved"))
        .containsExactly(new Reading.Blind("not read: 1 fake readings run already"));
  }

  @Test
  void aRoundIsThroughWhenNothingRunsAnyMore() {
    var rig = SchedulerRig.of(new FakeSource("a"), new FakeSource("b"));
    rig.scheduler.tick();
    rig.tasks.remove().run();
    rig.scheduler.tick();
    assertThat(rig.rounds).isEmpty();
    rig.tasks.remove().run();
    rig.scheduler.tick();
    rig.scheduler.tick();
    assertThat(rig.rounds).hasSize(1);
  }

  @Test
  void aRoundDoesNotWaitLongForASlowTarget() {
    var rig = SchedulerRig.of(new FakeSource("slow"), new FakeSource("quick"));
    rig.scheduler.tick();
    Runnable slow = rig.tasks.remove();
    rig.tasks.remove().run();
    rig.clock.advance(Duration.ofSeconds(1));
    rig.scheduler.tick();
    assertThat(rig.rounds).hasSize(1);
    slow.run();
    rig.scheduler.tick();
    assertThat(rig.rounds).hasSize(2);
  }

  @Test
  void aSourceThatIsReplacedKeepsItsCountsAndTheOldOneIsClosed() {
    var old = new FakeSource("a");
    var rig = SchedulerRig.of(old);
    rig.step();
    var changed = new FakeSource("a");
    rig.scheduler.replace(List.of(changed));
    assertThat(old.closed).isEqualTo(1);
    rig.pass(Duration.ofSeconds(15));
    assertThat(rig.health("a").readings()).isBetween(2L, 3L);
    rig.scheduler.replace(List.of());
    assertThat(changed.closed).isEqualTo(1);
    assertThat(rig.scheduler.health()).isEmpty();
  }

  @Test
  void aSourceThatIsBeingReadIsClosedAfterItsReadingAndItsOutcomeDropped() {
    var source = new FakeSource("a");
    var rig = SchedulerRig.of(source);
    rig.scheduler.tick();
    rig.scheduler.replace(List.of());
    assertThat(source.closed).isZero();
    rig.runTasks();
    assertThat(source.closed).isEqualTo(1);
    assertThat(rig.seen).isEmpty();
  }

  @Test
  void twoSourcesOfTheSameNameAreRefused() {
    var rig = SchedulerRig.of();
    assertThatThrownBy(
            () -> rig.scheduler.replace(List.of(new FakeSource("a"), new FakeSource("a"))))
        .hasMessage("two fake sources have the target 'a', expected one");
  }

  @Test
  void aClockThatIsSetBackDoesNotStopTheReadings() {
    var rig = SchedulerRig.of(new FakeSource("a"));
    rig.pass(Duration.ofSeconds(20));
    int before = rig.readingsOf("a").size();
    rig.setWallClock(SchedulerRig.START.minus(Duration.ofHours(5)));
    rig.pass(Duration.ofSeconds(20));
    assertThat(rig.readingsOf("a").size() - before).isBetween(1, 3);
  }

  @Test
  void aClockThatJumpsAheadTimesNothingOut() {
    var rig = SchedulerRig.of(new FakeSource("a"));
    rig.scheduler.tick();
    rig.setWallClock(SchedulerRig.START.plus(Duration.ofHours(5)));
    rig.scheduler.tick();
    rig.runTasks();
    assertThat(rig.health("a").timeouts()).isZero();
  }

  @Test
  void withRealThreadsAHangingReadingIsInterruptedWhileOthersGoOn() {
    var hanging = new FakeSource("hanging");
    hanging.interval = Duration.ofMillis(100);
    hanging.timeout = Duration.ofMillis(20);
    hanging.answer =
        () -> {
          new CountDownLatch(1).await();
          return FakeSource.WHOLE;
        };
    var well = new FakeSource("well");
    well.interval = Duration.ofMillis(50);
    var seen = new ConcurrentLinkedQueue<Observation>();
    try (var scheduler =
        new SourceScheduler(
            InstantSource.system(),
            seen::add,
            Reference.NONE,
            _ -> {},
            SchedulerSettings.DEFAULT)) {
      scheduler.replace(List.of(hanging, well));
      scheduler.start();
      await()
          .untilAsserted(
              () -> {
                assertThat(scheduler.health().getFirst().timeouts()).isGreaterThan(2);
                assertThat(scheduler.health().getLast().lastCompleteAt()).isPresent();
              });
    }
  }
}
