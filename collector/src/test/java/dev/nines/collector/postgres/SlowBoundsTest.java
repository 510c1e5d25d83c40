package dev.nines.collector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlowBoundsTest {
  private static final double THRESHOLD = 100;

  /// Sums up durations as the server does: running mean and sum of squared deviations.
  private static final class Server {
    private long calls;
    private double total;
    private double mean;
    private double deviations;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void run(double millis) {
      calls++;
      total += millis;
      double before = mean;
      mean += (millis - before) / calls;
      deviations += (millis - before) * (millis - mean);
      min = Math.min(min, millis);
      max = Math.max(max, millis);
    }

    StatementEntry entry() {
      return calls == 0
          ? StatementEntry.NONE
          : StatementEntry.of(calls, total, min, max, mean, Math.sqrt(deviations / calls));
    }
  }

  private final Server server = new Server();

  private SlowBounds run(double... millis) {
    StatementEntry before = server.entry();
    for (double each : millis) {
      server.run(each);
    }
    return SlowBounds.between(before, server.entry(), THRESHOLD);
  }

  private static double[] times(int count, double millis) {
    double[] all = new double[count];
    Arrays.fill(all, millis);
    return all;
  }

  @Test
  void aSingleCallIsKnownExactly() {
    run(5000, 1);
    assertThat(run(120)).isEqualTo(new SlowBounds(1, 1, 0));
    assertThat(run(80)).isEqualTo(new SlowBounds(1, 0, 0));
  }

  @Test
  void manyFastCallsLeaveNoRoomForASlowOneAlthoughOneWasSlowBefore() {
    run(5000, 0.5);
    assertThat(run(times(1000, 1))).isEqualTo(new SlowBounds(1000, 0, 0));
  }

  @Test
  void aNewLongestCallIsCountedForItself() {
    run(1, 2);
    double[] oneSlow = times(500, 1.5);
    oneSlow[100] = 250;
    assertThat(run(oneSlow)).isEqualTo(new SlowBounds(500, 1, 0));
  }

  @Test
  void callsThatWereAllSlowAreKnownExactly() {
    run(5000, 1);
    assertThat(run(times(30, 400))).isEqualTo(new SlowBounds(30, 30, 0));
  }

  @Test
  void whatSumsCannotTellIsInDoubt() {
    run(5000, 1);
    double[] mixed = times(100, 1);
    mixed[50] = 150;
    SlowBounds bounds = run(mixed);
    assertThat(bounds.slow()).isZero();
    assertThat(bounds.doubtful()).isBetween(1L, 3L);
  }

  @Test
  void noCallIsNoCount() {
    run(5000, 1);
    assertThat(run()).isEqualTo(SlowBounds.NONE);
  }

  /// Against the calls themselves: the truth always lies within the bounds.
  @Test
  void theTruthIsNeverOutsideTheBounds() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      var fresh = new Server();
      int history = random.nextInt(50);
      for (int i = 0; i < history; i++) {
        fresh.run(duration(random));
      }
      StatementEntry before = fresh.entry();
      List<Double> calls = new ArrayList<>();
      double slowShare = random.nextInt(3) == 0 ? random.nextDouble() : 0.02;
      int count = 1 + random.nextInt(60);
      for (int i = 0; i < count; i++) {
        calls.add(random.nextDouble() < slowShare ? 100 + duration(random) : random.nextDouble(90));
      }
      calls.forEach(fresh::run);
      SlowBounds bounds = SlowBounds.between(before, fresh.entry(), THRESHOLD);
      long slow = calls.stream().filter(each -> each > THRESHOLD).count();
      assertThat(bounds.calls()).isEqualTo(count);
      assertThat(slow)
          .as("seed %d, round %d, %s", seed, round, calls)
          .isBetween(bounds.slow(), bounds.slow() + bounds.doubtful());
    }
  }

  private static double duration(Random random) {
    return Math.exp(random.nextGaussian() * 2 + 1);
  }
}
