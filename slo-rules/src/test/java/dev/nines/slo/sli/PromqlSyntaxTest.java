package dev.nines.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What any Prometheus takes and what none does, as its own parser says (`promtool check rules`).
class PromqlSyntaxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":a",
        "job:requests:rate5m / :all",
        "a[5m:1m]",
        "a[5m:]",
        "1_000 * a",
        "0x1f",
        "by + offset + sum + start",
        "a offset 0s",
        "min_over_time(rate(a[2s])[5m:] offset 4m)[4m:3s]",
        "a offset 1m @ 5",
        "a * on(x) group_left(y) b",
        "a * ignoring(x) group_left(x) b",
        "{\"a\", b=\"c\"}",
        "{\"a:b\"=\"c\"}",
        "a{b=\"c\",}",
        "sum without(and, by, avg)(a)",
        "1 - -1",
        "a{b=`c\nd`}",
        "rate(a[300])"
      })
  void isTaken(String query) {
    assertThat(PromqlSyntax.check(query)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{b:c=\"d\"}",
        "on",
        "BOOL * 1",
        "a or group_left b",
        "sgn(ignoring)",
        "a[0s]",
        "a[5m:0s]",
        "a[0]",
        "1atan2 2",
        "a > 5and b",
        "a @ 5offset 1h",
        "1__0",
        "a offset 1s offset 2s",
        "a @ 5 @ 6",
        "a @ 5 offset 1s @ 6",
        "a + on(x) group_left(y,x) b",
        "{\"\"}",
        "{''}",
        "a{b=\"c\",,}",
        "a{b=\"c\nd\"}",
        "atan2",
        "1e400",
        "a[99999999999999y]"
      })
  void isRefused(String query) {
    assertThat(PromqlSyntax.check(query)).isPresent();
  }
}
