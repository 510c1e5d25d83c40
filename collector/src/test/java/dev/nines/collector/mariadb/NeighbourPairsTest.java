package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.isolation.Layout;
import dev.nines.collector.mariadb.NeighbourPairs.Pair;
import dev.nines.slo.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourPairsTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void everyTenantIsTriedOnEveryOtherOnceBeforeAnyIsTriedTwice() {
    var tried = new ArrayList<Pair>();
    for (int round = 0; round < 10; round++) {
      tried.addAll(NeighbourPairs.of(homes(5), START.plus(MINUTE.multipliedBy(round)), MINUTE, 2));
    }

    assertThat(tried).hasSize(20).doesNotHaveDuplicates();
    assertThat(tried).allSatisfy(pair -> assertThat(pair.tenant()).isNotEqualTo(pair.neighbour()));
  }

  @Test
  void fiveAttemptsInARowAreFiveTenants() {
    List<Pair> round = NeighbourPairs.of(homes(9), START, MINUTE, 5);

    assertThat(round).extracting(Pair::tenant).doesNotHaveDuplicates().hasSize(5);
  }

  @Test
  void noMoreAreTriedThanThereAre() {
    assertThat(NeighbourPairs.of(homes(2), START, MINUTE, 60)).hasSize(2);
  }

  @Test
  void whoIsAloneOrHasNoUserOfItsOwnIsLeftOut() {
    var shared = new Layout.Home(new TenantId("t0"), Optional.of("t0"), Optional.empty());

    assertThat(NeighbourPairs.of(homes(1), START, MINUTE, 5)).isEmpty();
    assertThat(NeighbourPairs.of(List.of(shared, homes(1).getFirst()), START, MINUTE, 5)).isEmpty();
  }

  private static List<Layout.Home> homes(int tenants) {
    return IntStream.rangeClosed(1, tenants)
        .mapToObj(
            i ->
                new Layout.Home(
                    new TenantId("t" + i), Optional.of("t" + i), Optional.of("user" + i)))
        .toList();
  }
}
