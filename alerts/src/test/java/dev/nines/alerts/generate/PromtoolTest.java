package dev.nines.alerts.generate;

import dev.nines.alerts.generate.EmbeddedRun.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A test for `promtool test rules`: the scenarios' counters go in, and what the embedded engine
/// found beside them; the expressions ask for tenants that differ.
final class PromtoolTest {
  private static final int ASK_EVERY_MINUTES = 7;
  private static final int SAMPLES_PER_MINUTE = 4;
  private static final Duration LONGEST_DIRECT = Duration.ofHours(1);
  private static final int STEP = 5;

  /// How long the engines may disagree around a change: two evaluations, and the stretch by which
  /// added-up counts lag.
  private static final Map<String, Integer> SLACK_MINUTES =
      Map.of("fast", 2, "medium", 2 + STEP, "slow", 2 + 30, "long", 2 + 30, "trickle", 5 + 60);

  private static final Map<String, Duration> SHORT_WINDOW =
      Map.of(
          "fast", Duration.ofMinutes(5),
          "medium", Duration.ofMinutes(30),
          "slow", Duration.ofHours(2),
          "long", Duration.ofHours(6));
  private static final int MINIMUM_BAD_EVENTS = 3;

  private final List<Scenario> scenarios;
  private final EmbeddedRun.Found embedded;
  private final StringBuilder out = new StringBuilder();

  PromtoolTest(List<Scenario> scenarios, EmbeddedRun.Found embedded) {
    this.scenarios = scenarios;
    this.embedded = embedded;
  }

  String text() {
    out.append(
        """
        rule_files: [rules.yml]
        evaluation_interval: 1m
        tests:
          - interval: 15s
            input_series:
        """);
    for (int each = 0; each < scenarios.size(); each++) {
      inputs(each);
    }
    out.append("    promql_expr_test:\n");
    for (int minute = ASK_EVERY_MINUTES; minute < Scenario.MINUTES; minute += ASK_EVERY_MINUTES) {
      questions(minute);
    }
    return out.toString();
  }

  private void inputs(int number) {
    var scenario = scenarios.get(number);
    var tenant = "tenant=\"" + scenario.name() + '"';
    series("events_total{%s}".formatted(tenant), minute -> scraped(scenario.total(), minute));
    series("failed_total{%s}".formatted(tenant), minute -> scraped(scenario.bad(), minute));
    embedded
        .counts()
        .forEach(
            (window, counts) -> {
              for (int kind = 0; kind < 2; kind++) {
                int which = kind;
                var labels =
                    "{%s, window=\"%s\", count=\"%s\"}"
                        .formatted(tenant, RangeText.of(window), kind == 0 ? "bad" : "total");
                var increments = new Increments(kind == 0 ? scenario.bad() : scenario.total());
                series("embedded" + labels, minute -> held(counts[number][minute][which]));
                series("tolerance" + labels, minute -> held(increments.tolerance(minute, window)));
              }
            });
    embedded
        .answers()
        .forEach(
            (tier, answers) ->
                series(
                    "embedded_alert{%s, burn_tier=\"%s\"}".formatted(tenant, tier),
                    minute ->
                        held(
                            hangsOnOneInterval(number, minute, tier)
                                ? 2
                                : steady(answers[number], minute, SLACK_MINUTES.get(tier)))));
  }

  /// Whether one interval more or less decides if there are enough bad events for an alert.
  private boolean hangsOnOneInterval(int number, int minute, String tier) {
    var shortWindow = SHORT_WINDOW.get(tier);
    if (shortWindow == null) {
      return false;
    }
    long bad = embedded.counts().get(shortWindow)[number][minute][0];
    long edge = new Increments(scenarios.get(number).bad()).tolerance(minute, shortWindow);
    return bad < MINIMUM_BAD_EVENTS + edge && bad + edge >= MINIMUM_BAD_EVENTS;
  }

  /// The samples of a minute, on the way to the next one.
  private static String scraped(long[] counter, int minute) {
    long now = counter[minute];
    if (now < 0) {
      return "_x" + SAMPLES_PER_MINUTE;
    }
    long next = minute + 1 < counter.length ? counter[minute + 1] : now;
    double each = next < now ? 0 : (next - now) / (double) SAMPLES_PER_MINUTE;
    return "%d+%sx%d".formatted(now, each, SAMPLES_PER_MINUTE - 1);
  }

  /// The same value for all samples of a minute.
  private static String held(long value) {
    return "%dx%d".formatted(value, SAMPLES_PER_MINUTE - 1);
  }

  /// 1 if it fires all around this minute, 0 if it never does, 2 for anything else.
  private static int steady(Answer[] answers, int minute, int slack) {
    var around =
        IntStream.rangeClosed(
                Math.max(0, minute - slack), Math.min(Scenario.MINUTES - 1, minute + slack))
            .mapToObj(each -> answers[each])
            .distinct()
            .toList();
    if (around.size() > 1 || around.getFirst() == Answer.OPEN) {
      return 2;
    }
    return around.getFirst() == Answer.FIRING ? 1 : 0;
  }

  private void series(String series, IntFunction<String> value) {
    out.append("      - series: '").append(series).append("'\n        values: '");
    out.append(
        IntStream.range(0, Scenario.MINUTES).mapToObj(value).collect(Collectors.joining(" ")));
    out.append("'\n");
  }

  private void questions(int minute) {
    for (var window : EmbeddedRun.WINDOWS) {
      question(minute, differing("bad", RecordedNames.bad(window), window));
      question(minute, differing("total", RecordedNames.total(window), window));
    }
    question(
        minute,
        "ALERTS{alertname=\"TenantSloBurn\", alertstate=\"firing\"}"
            + " and on (tenant, burn_tier) embedded_alert == 0");
    question(
        minute,
        "embedded_alert == 1 unless on (tenant, burn_tier)"
            + " ALERTS{alertname=\"TenantSloBurn\", alertstate=\"firing\"}");
  }

  /// Where Prometheus has no count it must be none: fewer events than the tolerance.
  private static String differing(String count, String recorded, Duration window) {
    var labels = "{window=\"%s\", count=\"%s\"}".formatted(RangeText.of(window), count);
    return "abs((sum by (tenant) (%s) or sum by (tenant) (0 * embedded%s)) - on (tenant) group_right () embedded%s) > on (tenant, window, count) tolerance%s"
        .formatted(recorded, labels, labels, labels);
  }

  private void question(int minute, String expr) {
    out.append("      - expr: '").append(expr).append("'\n");
    out.append("        eval_time: ").append(minute).append("m\n        exp_samples: []\n");
  }

  /// The events between one scrape and the next, as a counter tells them.
  private static final class Increments {
    private final long[] byMinute = new long[Scenario.MINUTES];
    private final int[] sinceMinute = new int[Scenario.MINUTES];

    Increments(long[] counter) {
      int last = -1;
      for (int minute = 0; minute < counter.length; minute++) {
        sinceMinute[minute] = last;
        if (counter[minute] >= 0) {
          if (last >= 0) {
            boolean reset = counter[minute] < counter[last];
            byMinute[minute] = reset ? counter[minute] : counter[minute] - counter[last];
          }
          last = minute;
        }
      }
    }

    /// What one interval at either edge of a window holds, whichever is more; and what fell into
    /// gaps, which Prometheus extrapolates or leaves out. The newest of the counts that are added
    /// up may be one evaluation old: promtool evaluates groups in no certain order.
    long tolerance(int minute, Duration window) {
      int start = minute - (int) window.toMinutes();
      boolean direct = window.compareTo(LONGEST_DIRECT) <= 0;
      long edge =
          direct
              ? Math.max(at(start), at(start + 1))
              : Math.max(sum(start - STEP, start + 1), sum(minute - STEP, minute));
      return edge + extrapolated(start, minute, direct) + gaps(start - STEP, minute) + 1;
    }

    /// Prometheus 3 leaves out the sample at the very beginning of a range, so it misses what came
    /// before the next one, and extrapolates from the others.
    private long extrapolated(int start, int minute, boolean direct) {
      int range = direct ? minute - start : STEP;
      long missed =
          direct
              ? at(start + 1)
              : IntStream.range(start - STEP, minute)
                  .filter(each -> each % STEP == 0)
                  .mapToLong(each -> at(each + 1))
                  .sum();
      return Math.max(
          missed / (SAMPLES_PER_MINUTE - 1),
          sum(start - STEP, minute) / (SAMPLES_PER_MINUTE * range - 1));
    }

    private long gaps(int from, int to) {
      long inGaps = 0;
      for (int minute = Math.max(1, from);
          minute <= Math.min(to + 31, Scenario.MINUTES - 1);
          minute++) {
        if (byMinute[minute] > 0 && sinceMinute[minute] < minute - 1) {
          inGaps += 2 * byMinute[minute];
        }
      }
      return inGaps;
    }

    private long sum(int from, int to) {
      return IntStream.rangeClosed(from, to).mapToLong(this::at).sum();
    }

    private long at(int minute) {
      return minute < 0 || minute >= Scenario.MINUTES ? 0 : byMinute[minute];
    }
  }
}
