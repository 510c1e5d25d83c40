package dev.nines.collector.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementCountTest {
  private final StatementCount count = new StatementCount();

  @Test
  void slowStatementsAreAmongAll() {
    count.add(10, 3);
    assertThat(count.total()).isEqualTo(10);
    assertThat(count.slow()).isEqualTo(3);
  }

  @Test
  void aSlowStatementThatEndedBetweenTheTwoReadsWaitsForItsTotal() {
    count.add(0, 1);
    assertThat(count.slow()).isZero();
    count.add(1, 0);
    assertThat(count.slow()).isEqualTo(1);
    assertThat(count.unpaired()).isZero();
  }

  @Test
  void aSlowStatementThatIsInNoTotalIsKeptApart() {
    count.add(0, 1);
    count.add(0, 0);
    count.add(5, 0);
    assertThat(count.slow()).isZero();
    assertThat(count.unpaired()).isEqualTo(1);
  }

  @Test
  void nothingWaitsOverARestart() {
    count.add(0, 1);
    count.restart();
    count.add(4, 0);
    assertThat(count.slow()).isZero();
    assertThat(count.unpaired()).isEqualTo(1);
  }

  @Test
  void lockWaitsAreLaidOnFastStatementsOnly() {
    count.addDoubts(3);
    count.add(3, 2);
    assertThat(count.doubtful()).isEqualTo(1);
    count.add(10, 0);
    assertThat(count.doubtful()).isEqualTo(3);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everySkewOfTheTwoReadsEndsInTheRightCount(long seed) {
    var random = new Random(seed);
    long statements = 0;
    long slow = 0;
    long lateInTotal = 0;
    for (int reading = 0; reading < 1_000; reading++) {
      long newSlow = random.nextInt(3);
      long newFast = random.nextInt(3);
      long nowLate = newSlow == 0 ? 0 : random.nextLong(newSlow + 1);
      count.add(newFast + newSlow - nowLate + lateInTotal, newSlow);
      lateInTotal = nowLate;
      statements += newFast + newSlow;
      slow += newSlow;
      assertThat(count.slow()).isLessThanOrEqualTo(count.total());
    }
    count.add(lateInTotal, 0);
    assertThat(count.total()).isEqualTo(statements);
    assertThat(count.slow()).isEqualTo(slow);
    assertThat(count.unpaired()).isZero();
  }
}
