package dev.nines.slo.spec;

import dev.nines.slo.model.Indicator;
import dev.nines.slo.sli.PromqlNames;
import dev.nines.slo.sli.PromqlSyntax;
import dev.nines.slo.sli.Refusal;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The indicator of one of Pyrra's SLOs, whose selectors become queries.
///
/// @param metric what it measures
/// @param groupBy by which labels, if by any
record PyrraIndicator(Metric metric, Optional<String> groupBy) {
  private static final Pattern EDGE =
      Pattern.compile("[{,]\\s*\"?le\"?\\s*=~?\\s*([\"'`])(.*?)\\1");
  private static final Pattern NUMBER = Pattern.compile("[0-9.]+([eE][-+]?[0-9]+)?|[+]?Inf");
  private static final Pattern DELAYED = Pattern.compile("(?s)(.*\\S)\\s+(offset\\s+\\S+)\\s*");

  static Optional<PyrraIndicator> read(Fields indicator) {
    Optional<Field> ratio = indicator.optional("ratio");
    Optional<Field> latency = indicator.optional("latency");
    Optional<Field> gauge = indicator.optional("bool_gauge");
    Optional<Field> nativeLatency = indicator.optional("latencyNative");
    indicator.finish();
    var all = List.of(ratio, latency, gauge, nativeLatency);
    if (all.stream().filter(Optional::isPresent).count() != 1) {
      indicator.error(
          "must have exactly one of ratio, latency, latencyNative and bool_gauge",
          "Keep one of them");
      return Optional.empty();
    }
    return ratio
        .flatMap(Field::fields)
        .flatMap(PyrraIndicator::ratio)
        .or(() -> latency.flatMap(Field::fields).flatMap(PyrraIndicator::latency))
        .or(() -> gauge.flatMap(Field::fields).flatMap(PyrraIndicator::gauge))
        .or(() -> nativeLatency.flatMap(Field::fields).flatMap(PyrraIndicator::nativeLatency));
  }

  /// Two of total, errors and success; the third follows from them.
  private static Optional<PyrraIndicator> ratio(Fields fields) {
    List<Optional<Field>> written =
        Stream.of("total", "errors", "success").map(fields::optional).toList();
    List<Optional<Field>> metrics =
        written.stream().map(each -> each.flatMap(PyrraIndicator::metric)).toList();
    List<String> grouping = grouping(fields);
    fields.finish();
    if (written.stream().filter(Optional::isPresent).count() != 2) {
      fields.error(
          "must have exactly two of total, errors and success",
          "Write total and errors, or one of them and success");
      return Optional.empty();
    }
    List<Field> both = metrics.stream().flatMap(Optional::stream).toList();
    if (both.size() < 2) {
      return Optional.empty();
    }
    warnOfTheSame(both.getFirst(), both.getLast());
    MetricSource first = query(both.getFirst(), "increase", grouping);
    MetricSource second = query(both.getLast(), "increase", grouping);
    Metric.Ratio ratio;
    if (metrics.getFirst().isEmpty()) {
      String sum = text(first) + " + " + text(second);
      ratio = new Metric.Ratio(Indicator.Counted.BAD, first, first.withQuery(both.getFirst(), sum));
    } else {
      var counted = metrics.getLast().isPresent() ? Indicator.Counted.GOOD : Indicator.Counted.BAD;
      ratio = new Metric.Ratio(counted, second, first);
    }
    return Optional.of(new PyrraIndicator(ratio, groupBy(grouping)));
  }

  private static String text(MetricSource source) {
    return source.query().flatMap(Field::text).orElse("");
  }

  private static Optional<PyrraIndicator> latency(Fields fields) {
    Optional<Field> success = fields.required("success").flatMap(PyrraIndicator::metric);
    Optional<Field> total = fields.required("total").flatMap(PyrraIndicator::metric);
    List<String> grouping = grouping(fields);
    fields.finish();
    boolean edge = success.filter(PyrraIndicator::hasEdge).isPresent();
    if (!edge || total.isEmpty()) {
      return Optional.empty();
    }
    warnOfTheSame(success.get(), total.get());
    return Optional.of(
        new PyrraIndicator(
            new Metric.Ratio(
                Indicator.Counted.GOOD,
                query(success.get(), "increase", grouping),
                query(total.get(), "increase", grouping)),
            groupBy(grouping)));
  }

  /// A latency counts the events of one bucket.
  private static boolean hasEdge(Field success) {
    Matcher edge = EDGE.matcher(success.text().orElse(""));
    if (edge.find() && NUMBER.matcher(edge.group(2)).matches()) {
      return true;
    }
    success.error(
        "does not say which bucket: it has no label le with a number",
        "Write it like requests_seconds_bucket{le=\"0.5\"}");
    return false;
  }

  private static void warnOfTheSame(Field one, Field other) {
    if (one.text().equals(other.text())) {
      other.warning("is the same metric as the other one", "Write another metric for one of them");
    }
  }

  /// A gauge of 0 and 1: each reading is an event.
  private static Optional<PyrraIndicator> gauge(Fields fields) {
    Optional<Field> metric = fields.required("metric").filter(PyrraIndicator::isSelector);
    List<String> grouping = grouping(fields);
    fields.finish();
    return metric.map(
        m ->
            new PyrraIndicator(
                new Metric.Ratio(
                    Indicator.Counted.GOOD,
                    query(m, "sum_over_time", grouping),
                    query(m, "count_over_time", grouping)),
                groupBy(grouping)));
  }

  /// A native histogram and its threshold.
  private static Optional<PyrraIndicator> nativeLatency(Fields fields) {
    Optional<Field> total = fields.required("total").flatMap(PyrraIndicator::metric);
    Optional<Duration> latency = fields.required("latency").flatMap(Translation::shortDuration);
    List<String> grouping = grouping(fields);
    fields.finish();
    if (total.isEmpty() || latency.isEmpty()) {
      return Optional.empty();
    }
    String seconds =
        BigDecimal.valueOf(latency.get().toMillis(), 3).stripTrailingZeros().toPlainString();
    String histogram = ranged(total.get(), "increase");
    String all = "histogram_count(%s)".formatted(histogram);
    String fast = "histogram_fraction(0, %s, %s) * %s".formatted(seconds, histogram, all);
    return Optional.of(
        new PyrraIndicator(
            new Metric.Ratio(
                Indicator.Counted.GOOD,
                sum(total.get(), fast, grouping),
                sum(total.get(), all, grouping)),
            groupBy(grouping)));
  }

  private static Optional<Field> metric(Field field) {
    return field
        .fields()
        .flatMap(
            fields -> {
              Optional<Field> metric = fields.required("metric");
              fields.finish();
              return metric.filter(PyrraIndicator::isSelector);
            });
  }

  private static boolean isSelector(Field metric) {
    Optional<String> text = metric.nonEmptyText();
    Optional<Refusal> wrong = text.flatMap(PromqlSyntax::checkSelector);
    wrong.ifPresent(refusal -> IndicatorBuilder.report(refusal, metric, false));
    return text.isPresent() && wrong.isEmpty();
  }

  private static List<String> grouping(Fields fields) {
    var labels = new ArrayList<String>();
    for (Field label : fields.optional("grouping").map(Field::items).orElse(List.of())) {
      label.nonEmptyText().ifPresent(labels::add);
    }
    return labels;
  }

  private static Optional<String> groupBy(List<String> grouping) {
    return grouping.isEmpty() ? Optional.empty() : Optional.of(String.join(",", grouping));
  }

  private static MetricSource query(Field metric, String function, List<String> grouping) {
    return sum(metric, ranged(metric, function), grouping);
  }

  private static MetricSource sum(Field metric, String of, List<String> grouping) {
    String by = grouping.isEmpty() ? "" : " by (" + PromqlNames.labels(grouping) + ") ";
    return Translation.source(metric, "sum%s(%s)".formatted(by, of));
  }

  private static String ranged(Field metric, String function) {
    String selector = metric.text().orElse("").strip();
    Matcher delayed = DELAYED.matcher(selector);
    String ranged =
        delayed.matches()
            ? delayed.group(1) + Translation.WINDOW + " " + delayed.group(2)
            : selector + Translation.WINDOW;
    return "%s(%s)".formatted(function, ranged);
  }
}
