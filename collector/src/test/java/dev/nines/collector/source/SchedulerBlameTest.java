package dev.nines.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Observation.Reading;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What a reading that failed says of its target.
class SchedulerBlameTest {
  private static final Reference OFFLINE =
      new Reference(
          List.of(new Reference.Target("192.0.2.1", 9)),
          Duration.ofMillis(1),
          Duration.ofDays(1),
          System::nanoTime);

  @Test
  void aRefusedConnectionIsTheTargetsFaultIfTheReferenceAnswers() {
    var source = new FakeSource("a");
    source.answer = failing(new ConnectException("Connection refused"));
    var rig = SchedulerRig.of(source);
    rig.step();
    assertThat(rig.readingsOf("a"))
        .containsExactly(new Reading.Unreachable("cannot connect: Connection refused"));
  }

  @Test
  void aRefusedConnectionIsBlindIfTheReferenceIsUnreachableToo() {
    var source = new FakeSource("a");
    source.up = Optional.of(FakeSource.upSeries("a"));
    source.answer = failing(new ConnectException("Network is unreachable"));
    var rig = new SchedulerRig(1, OFFLINE);
    rig.scheduler.replace(List.of(source));
    rig.step();
    assertThat(rig.seen).hasSize(1);
    assertThat(rig.readingsOf("a").getFirst()).isInstanceOf(Reading.Blind.class);
  }

  @Test
  void anUnknownFailureIsPartialAndErrorsOfOneSourceDoNotStopTheOthers() {
    var broken = new FakeSource("broken");
    broken.answer =
        () -> {
          throw new AssertionError("bug");
        };
    var rig = SchedulerRig.of(broken, new FakeSource("well"));
    rig.step();
    assertThat(rig.readingsOf("broken"))
        .containsExactly(new Reading.Partial("AssertionError: bug"));
    assertThat(rig.readingsOf("well")).containsExactly(FakeSource.WHOLE);
  }

  @Test
  void upIsOneWhileReachedAndZeroWhileNot() {
    var source = new FakeSource("a");
    source.up = Optional.of(FakeSource.upSeries("a"));
    var rig = SchedulerRig.of(source);
    rig.step();
    source.answer = failing(SourceException.partial("half"));
    rig.pass(Duration.ofSeconds(10));
    source.answer = failing(SourceException.unreachable("gone"));
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.readingsOf("fake:a"))
        .extracting(reading -> ((Reading.Complete) reading).samples().getFirst().value())
        .startsWith(1.0)
        .contains(1.0)
        .endsWith(0.0);
  }

  private static Callable<Reading> failing(Exception failure) {
    return () -> {
      throw failure;
    };
  }
}
