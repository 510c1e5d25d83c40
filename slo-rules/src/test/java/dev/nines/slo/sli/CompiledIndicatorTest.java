package dev.nines.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Indicator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledIndicatorTest {

  private static Compilation<CompiledIndicator> compile(
      String counted, String total, String groupBy) {
    return CompiledIndicator.compile(
        new Indicator.Ratio(Indicator.Counted.BAD, counted, total, Optional.empty()), groupBy);
  }

  private static List<Refusal> refusals(String query) {
    return refusals(query, query);
  }

  private static List<Refusal> refusals(String counted, String total) {
    return refusals(compile(counted, total, ""));
  }

  private static List<Refusal> refusals(Compilation<CompiledIndicator> compilation) {
    return switch (compilation) {
      case Compilation.Compiled<CompiledIndicator> _ -> List.of();
      case Compilation.Refused<CompiledIndicator>(var refusals) -> refusals;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests_total",
        "requests_total{code=~\"5..\", tenant!=\"\"}",
        "sum(rate(requests_total[{{.window}}]))",
        "sum(rate(requests_total[{{ .window }}]))",
        "sum by (tenant) (increase(requests_total[5m]))",
        "sum(increase(requests_total[1h30m])) by (tenant)",
        "SUM WITHOUT (instance) (increase(requests_total[5m]))",
        "sum by (tenant,) (increase(requests_total{code='5',}[5m]))",
        "sum by (tenant) (sum without (pod) (rate(requests_total[1w])))",
        "(sum(rate(a_total[5m])) - sum(rate(b_total{le=\"0.4\"}[5m])))",
        "sum by (t) (rate(a[5m])) + on (t) sum by (t) (rate(b[5m]))",
        "sum(rate(a[5m])) or vector(0)",
        "sum(rate(a[5m])) OR on() vector(0)",
        "100 * sum(rate(a[5m]))",
        "sum(rate(a[5m])) * 60 / 30",
        "-(-sum(rate(a[5m])))",
        "sum(sum_over_time(probe_success[5m]))",
        "count by (tenant) (probe_success)",
        "{__name__=~\"http_.+_total\",tenant=\"a\"}",
        "{\"requests.total\", tenant=`a`}",
        "sum(rate(a[5m])) # what it counts\n + sum(rate(b[5m]))",
        "rate",
        "sum(rate(job:requests:total[5m]))",
        "sum(rate(a[5m])) unless on() maintenance",
        "sum(rate(a[5m])) unless sum(maintenance)",
        "sum(rate(a[5m] offset 1m))",
        "sum(rate(a[300]))",
        "(sum(rate(a[5m])) > 0) or vector(0)",
        "sum(rate(a[5m]) > 0x0)",
        "sum(histogram_count(rate(a[5m])))",
        "histogram_count(sum by (x) (rate(a[5m])))",
        "sum(histogram_fraction(0, 0.1, rate(a[5m])) * histogram_count(rate(a[5m])))",
        "sum(a{x=\"\\x41\\u00e9\\101\\a\"})",
      })
  void whatSlisAreMadeOfIsTaken(String query) {
    assertThat(refusals(query)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          histogram_quantile(0.9, rate(a[5m]))      | 0  | 'histogram_quantile' is not evaluated
          histogram_sum(rate(a[5m]))                | 0  | 'histogram_sum' is not evaluated
          histogram_fraction(0, 1, rate(a[5m]))     | 0  | 'histogram_fraction' is not evaluated
          histogram_fraction(1, 2, rate(a[5m])) * histogram_count(rate(a[5m])) | 0 | 'histogram_fraction' is not
          histogram_fraction(0, 1, rate(a[5m])) * histogram_count(rate(b[5m])) | 0 | 'histogram_fraction' is not
          histogram_count(rate({__name__=~"a.+"}[5m])) | 21 | without a name
          histogram_count(vector(0))                | 16 | no histogram
          sum(a) > 5                                | 7  | '>' is not evaluated
          sum(rate(a[5m])) / sum(rate(b[5m]))       | 17 | '/' between series
          sum(a offset -5m)                         | 13 | '-' is not evaluated
          sum_over_time(a[5m:1m])                   | 18 | ':' is not evaluated
          sum(a) or sum(b)                          | 7  | 'or' with something else
          sum by (t) (a) unless sum by (t) (b)      | 15 | 'unless' is evaluated for all groups
          sum(a) unless on() b == 1                 | 21 | '==' is not evaluated
          avg by (tenant) (a)                       | 0  | 'avg' is not evaluated
          irate(a[5m])                              | 0  | 'irate' is not evaluated
          a - b                                     | 2  | not aggregated
          sum(a) - sum(b) > 0                       | 16 | '> 0' is evaluated behind sums
          sum(a) > 0 * 2                            | 11 | '*' is not evaluated
          sum(a) > 0 > 1                            | 11 | '>' is not evaluated
          sum(a) unless on() (b > 0)                | 7  | 'unless' with a comparison
          sum by (x) (a) - sum by (y) (b)           | 15 | different labels
          sum(a) + 1                                | 7  | a number beside '+'
          vector(1)                                 | 7  | '1' is not evaluated
          sum(a @ 5)                                | 6  | '@' is not evaluated
          sum_over_time(sum(a)[5m:1m])              | 20 | '[' is not evaluated
          sum(a) - ignoring (x) sum(b)              | 9  | 'ignoring' is not evaluated
          count(rate(a[5m]))                        | 0  | 'count' of something else
          label_replace(a, "x", "$1", "y", "(.*)")  | 0  | 'label_replace' is not evaluated
          a ^ 2 ^ b                                 | 2  | '^' is not evaluated
          a * on (x) group_left (y) b > bool 1      | 11 | 'group_left' is not evaluated
          topk by (x) (5, a)                        | 0  | 'topk' is not evaluated
          max_over_time(a[1h:] offset 5m)           | 0  | 'max_over_time' is not evaluated
          max_over_time(sum(a)[1h:5m] @ end())      | 0  | 'max_over_time' is not evaluated
          """)
  void whatIsNotTakenIsRefusedWhereItStands(String query, int offset, String problem) {
    Refusal refusal = refusals(query).getFirst();

    assertThat(refusal.problem()).contains(problem);
    assertThat(refusal.offset()).isEqualTo(offset);
    assertThat(refusal.syntax()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          sum(rate(a[5m])             | 15 | ')' is expected here, not the end of the query
          a{code="5}                  | 7  | the text has no end
          a{code=5}                   | 7  | '5' is not in quotes
          a{code~"5"}                 | 6  | '~' has no meaning
          a{code=~"(?=5)"}            | 8  | is not a regular expression
          {code=~".*"}                | 0  | the selector means every series
          rate(a)                     | 5  | 'rate' needs a range
          a[5m]                       | 0  | a range must stand in a function
          sum(a))                     | 6  | ')' is not expected here
          sum by tenant (a)           | 7  | '(' is expected here
          rate(a[5 m])                | 9  | ']' is expected here
          a b                         | 2  | 'b' is not expected here
          rate(sum(a)[5m])            | 11 | a range follows selectors only
          a{__name__="b"}             | 2  | the metric has two names
          ratee(a[5m])                | 0  | 'ratee' is not a function of PromQL
          histogram_quantile(a[5m])   | 0  | 'histogram_quantile' takes other arguments
          histogram_quantile(0.9, rate(a[5m]) | 35 | ')' is expected here
          topk(sum(a), a)             | 5  | 'topk' takes a number here, not an instant vector
          irate(a)                    | 6  | 'irate' takes a range here, not an instant vector
          a == bool a[5m]             | 10 | a range cannot stand beside '=='
          1 > 2                       | 2  | numbers are compared with 'bool' only
          a and 1                     | 2  | 'and' stands between instant vectors only
          a + bool a                  | 2  | 'bool' belongs to comparisons
          a > on (x) 1                | 2  | labels are matched between instant vectors only
          a and on (x) group_left a   | 2  | 'and' takes no grouping
          sum(a)[5m] > 1              | 6  | a range follows selectors only
          max_over_time(a[1m2h])      | 16 | '1m2h' is no range
          absent(-"x")                | 7  | a text has no sign
          (a) offset 5m               | 4  | 'offset' follows selectors only
          """)
  void whatIsNoPromqlIsASyntaxError(String query, int offset, String problem) {
    Refusal refusal = refusals(query).getFirst();

    assertThat(refusal.problem()).contains(problem);
    assertThat(refusal.offset()).isEqualTo(offset);
    assertThat(refusal.syntax()).isTrue();
  }

  @Test
  void aDelayIsTakenIfAllQueriesShareIt() {
    assertThat(refusals("sum(rate(a[5m] offset 1m))", "sum(rate(b[5m] offset 1m))")).isEmpty();
    assertThat(refusals("sum(rate(a[5m] offset 1m))", "sum(rate(b[5m]))").getFirst().problem())
        .contains("cannot be compared");
  }

  @Test
  void theEmptyQueryIsASyntaxError() {
    assertThat(refusals("  # nothing").getFirst().problem()).isEqualTo("the query is empty");
  }

  @Test
  void rateAndIncreaseCannotBeCompared() {
    assertThat(refusals("sum(rate(a[5m]))", "sum(increase(b[5m]))").getFirst().problem())
        .contains("cannot be compared");
    assertThat(refusals("sum(rate(a[5m]))", "sum(rate(b[1h]))").getFirst().problem())
        .contains("cannot be compared");
  }

  @Test
  void partsOfEventsAreRefusedUnlessTheFactorCancels() {
    assertThat(refusals("0.5 * sum(rate(a[5m]))", "0.5 * sum(rate(b[5m]))")).isEmpty();
    assertThat(refusals("0.5 * sum(rate(a[5m]))", "sum(rate(b[5m]))").getFirst().problem())
        .isEqualTo("a factor of 0.5 makes parts of events");
  }

  @Test
  void aQueryThatDropsTheGroupIsRefused() {
    assertThat(refusals(compile("sum(rate(a[5m]))", "sum by (tenant) (rate(b[5m]))", "tenant")))
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.query()).isEqualTo(Refusal.Part.COUNTED);
              assertThat(r.problem()).contains("'tenant'");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum by (tenant, path) (rate(a[5m]))  | tenant
          sum by (path, code) (rate(a[5m]))    | path,code
          sum(rate(a[5m]))                     | ''
          sum without (pod) (rate(a[5m]))      | ''
          """)
  void withoutAWordOfTheSpecTheQuerySaysHowToGroup(String query, String groupBy) {
    String found =
        switch (compile(query, query, "")) {
          case Compilation.Compiled<CompiledIndicator>(var indicator) -> indicator.groupBy();
          case Compilation.Refused<CompiledIndicator>(var refusals) -> refusals.toString();
        };

    assertThat(found).isEqualTo(groupBy);
  }

  @Test
  void hostileQueriesEndInARefusal() {
    assertThat(refusals("(".repeat(100_000))).isNotEmpty();
    assertThat(refusals("-".repeat(100_000) + "a")).isEmpty();
    assertThat(refusals("0x" + "f".repeat(100))).isNotEmpty();
  }
}
