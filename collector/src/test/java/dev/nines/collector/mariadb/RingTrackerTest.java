package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RingTrackerTest {
  private static final long SECOND = 1_000_000_000_000L;
  private static final long SECOND_NANOS = 1_000_000_000L;

  /// The server is up for 100 s when our own timer stands at 5 s.
  private final RingTracker tracker =
      new RingTracker(scan(1_000, 40, 0, 10, 100 * SECOND), 99 * SECOND, 5 * SECOND_NANOS);

  @Test
  void aScanLeavesTheNewestStatementsToTheNextOne() {
    long edge = tracker.nextEdge(6 * SECOND_NANOS);
    assertThat(edge).isBetween(100 * SECOND + SECOND / 2, 101 * SECOND - 300_000_000_000L);
  }

  @Test
  void anEdgeNeverGoesBack() {
    assertThat(tracker.nextEdge(0)).isEqualTo(99 * SECOND);
  }

  @Test
  void everythingThatCameByAndIsHeldIsWhole() {
    RingTracker.Held held = accept(scan(1_050, 7, 45, 15, 101 * SECOND));
    assertThat(held).isEqualTo(new RingTracker.Held(45, 0, true));
    assertThat(tracker.coverageRatio()).isEqualTo(1);
  }

  @Test
  void whatCameByAndIsNotHeldIsMissed() {
    RingTracker.Held held = accept(scan(1_100, 7, 45, 15, 101 * SECOND));
    assertThat(held.missed()).isEqualTo(50);
    assertThat(held.whole()).isFalse();
    assertThat(tracker.coverageRatio()).isEqualTo(45.0 / 95);
  }

  @Test
  void aLossIsReportedOnce() {
    accept(scan(1_100, 7, 45, 15, 101 * SECOND));
    RingTracker.Held next = accept(scan(1_110, 7, 15, 10, 102 * SECOND));
    assertThat(next).isEqualTo(new RingTracker.Held(15, 0, true));
  }

  @Test
  void aRingThatHoldsNothingFromBeforeTheLastEdgeMayHaveLostSome() {
    assertThat(accept(scan(1_050, 0, 45, 15, 101 * SECOND)).whole()).isFalse();
  }

  @Test
  void theRingOfAServerJustStartedHasNoOlderRowAndIsWhole() {
    var young = new RingTracker(scan(10, 0, 0, 10, 100 * SECOND), 99 * SECOND, 5 * SECOND_NANOS);
    RingScan first = scan(12, 0, 8, 4, 101 * SECOND);
    assertThat(young.accept(first, 100 * SECOND, 6 * SECOND_NANOS).whole()).isTrue();
    RingScan emptied = scan(12, 0, 4, 0, 102 * SECOND);
    assertThat(young.accept(emptied, 101 * SECOND, 7 * SECOND_NANOS).whole()).isFalse();
  }

  @Test
  void aRingOverrunBeforeItHadAnOlderRowIsSeenByTheCount() {
    var young = new RingTracker(scan(10, 0, 0, 10, 100 * SECOND), 99 * SECOND, 5 * SECOND_NANOS);
    RingScan overrun = scan(500, 0, 60, 40, 101 * SECOND);
    assertThat(young.accept(overrun, 100 * SECOND, 6 * SECOND_NANOS).whole()).isFalse();
  }

  @Test
  void aCountThatBeganAgainIsNotContinued() {
    assertThat(tracker.continuedBy(scan(12, 7, 1, 1, SECOND))).isFalse();
    assertThat(tracker.continuedBy(scan(1_000, 7, 0, 10, SECOND))).isTrue();
  }

  private RingTracker.Held accept(RingScan scan) {
    return tracker.accept(scan, 100 * SECOND, 6 * SECOND_NANOS);
  }

  private static RingScan scan(
      long counted, long older, long inWindow, long younger, long newestEnd) {
    List<RingScan.Group> groups =
        inWindow == 0 ? List.of() : List.of(new RingScan.Group("shop", 80, inWindow, 0));
    return new RingScan(counted, counted, older, groups, younger, newestEnd);
  }
}
