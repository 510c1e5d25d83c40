package dev.nines.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Indicator.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is written as a query ends in a compiled indicator or in a refusal with a place within
/// the query, and never in anything else.
class QueryFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final List<String> WORDS =
      List.of(
          "sum",
          "count",
          "max",
          "rate",
          "increase",
          "by",
          "without",
          "or",
          "unless",
          "on",
          "time",
          "offset",
          "vector",
          "a_total",
          "b:c",
          "tenant",
          "le",
          "(",
          ")",
          "{",
          "}",
          "[",
          "]",
          ",",
          "=",
          "=~",
          "!=",
          "!~",
          "+",
          "-",
          "*",
          "/",
          "@",
          "==",
          "5m",
          "1h30m",
          "{{.window}}",
          "0",
          "0.5",
          "1e9",
          "0x1f",
          "\"x\"",
          "'5..'",
          "`y`",
          "\"\\x41\"",
          "\"(\"",
          "# note\n",
          " ",
          ":",
          "bool",
          "ignoring",
          "group_left",
          "^",
          "%",
          "Inf",
          "\"\\u",
          "\\",
          "é",
          "\u0000");
  private static final List<String> VALID =
      List.of(
          "sum by (tenant) (rate(a_total{code=~\"5..\", x!=\"\"}[{{.window}}]))",
          "sum(increase(a_bucket{le=\"0.5\"}[5m])) or vector(0)",
          "(sum(rate(a[5m])) - sum(rate(b[5m]))) * 2",
          "max by (tenant) (time() - b) / 3600",
          "sum(rate(a[5m] offset 1m)) unless on() c");

  @Test
  void randomWordsEndInARefusalOrAreTaken() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var query = new StringBuilder();
      for (int words = random.nextInt(24); words >= 0; words--) {
        query.append(WORDS.get(random.nextInt(WORDS.size())));
        query.append(random.nextBoolean() ? " " : "");
      }
      check(query.toString(), seed);
    }
  }

  @Test
  void damagedQueriesEndInARefusalOrAreTaken() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var query = new StringBuilder(VALID.get(random.nextInt(VALID.size())));
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        int at = random.nextInt(query.length() + 1);
        switch (random.nextInt(3)) {
          case 0 -> query.insert(at, WORDS.get(random.nextInt(WORDS.size())));
          case 1 -> query.setLength(at);
          default -> query.delete(at, Math.min(query.length(), at + 1 + random.nextInt(4)));
        }
      }
      check(query.toString(), seed);
    }
  }

  private static void check(String query, long seed) {
    try {
      var ratio =
          new Indicator.Ratio(Indicator.Counted.BAD, query, "sum(rate(a[5m]))", Optional.empty());
      if (CompiledIndicator.compile(ratio, "")
          instanceof Compilation.Refused<CompiledIndicator>(var refusals)) {
        checkPlaces(refusals, query, seed);
      }
      if (CompiledLevel.compile(new Indicator.Threshold(query, Comparison.LT, 1), "")
          instanceof Compilation.Refused<CompiledLevel>(var refusals)) {
        checkPlaces(refusals, query, seed);
      }
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + ", query " + query, e);
    }
  }

  private static void checkPlaces(List<Refusal> refusals, String query, long seed) {
    assertThat(refusals)
        .as("seed %d, query %s", seed, query)
        .isNotEmpty()
        .allSatisfy(
            refusal -> {
              if (refusal.query() != Refusal.Part.TOTAL) {
                assertThat(refusal.offset()).isBetween(0, query.length());
              }
              assertThat(refusal.problem()).isNotBlank();
              assertThat(refusal.remedy()).isNotBlank();
            });
  }
}
