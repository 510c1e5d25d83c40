package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.spec.SliSpec.Metric;
import dev.nines.slo.spec.SloSpec.IndicatorUse;
import dev.nines.slo.spec.SloSpec.Slice;
import dev.nines.slo.spec.SloSpec.Target;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the readers of other formats share: they make of each of their objectives an [SloSpec] of
/// one target, of which the queries are Prometheus'.
final class Translation {
  /// The range that stands in queries for every window.
  static final String WINDOW = "[{{.window}}]";

  private static final Pattern DURATION_PART = Pattern.compile("([0-9]{1,6})(ms|[smhdwy])");

  /// Prometheus takes units in this order only, each once.
  private static final Pattern DURATION =
      Pattern.compile(
          Stream.of("y", "w", "d", "h", "m", "s", "ms")
              .map("(?:[0-9]{1,6}%s)?"::formatted)
              .collect(Collectors.joining()));

  private static final Slice NO_SLICE = new Slice(Optional.empty(), Optional.empty());
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Translation() {}

  /// An SLO of one target with an indicator of its own, its budget spent by occurrences.
  static SloSpec slo(
      Fields object,
      Metadata metadata,
      String description,
      String service,
      Metric metric,
      BudgetWindow window,
      Percent target,
      Extensions extensions) {
    return slo(
        object,
        metadata,
        description,
        service,
        metric,
        window,
        "Occurrences",
        target(target.at, Optional.empty(), Optional.empty(), target.ratio, NO_SLICE),
        extensions);
  }

  /// The same, its budget spent by another method.
  static SloSpec slo(
      Fields object,
      Metadata metadata,
      String description,
      String service,
      Metric metric,
      BudgetWindow window,
      String method,
      Target target,
      Extensions extensions) {
    var indicator = new IndicatorUse.Inline(new SliSpec(metadata, Optional.of(metric)));
    return new SloSpec(
        object.at(),
        metadata,
        description,
        service,
        Optional.of(indicator),
        Optional.of(window),
        method,
        List.of(target),
        extensions,
        List.of(),
        List.of());
  }

  /// A target without a name of its own.
  static Target target(
      Field at,
      Optional<Indicator.Comparison> comparison,
      Optional<BigDecimal> value,
      BigDecimal ratio,
      Slice slice) {
    return new Target(
        at, Optional.empty(), comparison, value, ratio, slice, Optional.empty(), BigDecimal.ONE);
  }

  /// A target that was written as a percentage.
  ///
  /// @param at where
  /// @param ratio the same as a ratio, at most 1
  record Percent(Field at, BigDecimal ratio) {
    /// The metric, unless the target leaves nothing to spend.
    Metric orForeign(Metric metric) {
      return ratio.compareTo(BigDecimal.ONE) < 0
          ? metric
          : new Metric.Foreign("a target of 100 % leaves no error budget");
    }
  }

  /// A percentage above 0 and at most 100, as a number or a text.
  static Optional<Percent> percent(Field field) {
    Optional<String> text = field.isNumber() ? field.anyText() : field.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.get().matches("[0-9]{1,3}([.][0-9]{1,20})?")
        || new BigDecimal(text.get()).compareTo(HUNDRED) > 0
        || new BigDecimal(text.get()).signum() == 0) {
      field.error(
          "must be above 0 and at most 100 percent, but is " + field.node().described(),
          "Write a percentage like 99.9");
      return Optional.empty();
    }
    return Optional.of(new Percent(field, new BigDecimal(text.get()).movePointLeft(2)));
  }

  /// Labels, whose values may be any scalars.
  static Map<String, String> labels(Optional<Field> field) {
    var labels = new LinkedHashMap<String, String>();
    for (Field label : field.flatMap(Field::fields).map(Fields::all).orElse(List.of())) {
      String key = label.path().substring(field.orElseThrow().path().length() + 1);
      label.anyText().ifPresent(value -> labels.put(key, value));
    }
    return labels;
  }

  /// A source whose query is written in the file.
  static MetricSource source(Field query) {
    return typed(query, IndicatorBuilder.PROMETHEUS);
  }

  /// The same of another type.
  static MetricSource typed(Field query, String type) {
    return new MetricSource(
        Optional.empty(), Optional.of(type), Optional.of(query), Optional.empty(), query);
  }

  /// A source whose query was made of what is written in the file.
  static MetricSource source(Field written, String query) {
    return source(made(written, query));
  }

  /// A query that was made of what is written at a place.
  static Field made(Field written, String query) {
    var node =
        new YamlNode.Scalar(written.at(), query, YamlNode.Type.TEXT, new YamlNode.Layout.Folded());
    return new Field(node, written.keyAt(), written.path(), written.out());
  }

  /// A duration as Prometheus writes it, for example `4w` or `1h30m`, in whole minutes.
  static Optional<Duration> duration(Field field) {
    Optional<Duration> parsed = field.text().flatMap(Translation::parsed);
    boolean wholeMinutes =
        parsed.isPresent()
            && parsed.get().toMinutes() > 0
            && parsed.get().equals(Duration.ofMinutes(parsed.get().toMinutes()));
    if (!wholeMinutes && field.isText()) {
      field.error(
          "must be a duration of whole minutes, but is " + field.node().described(),
          "Write it like 4w, 30d or 1h30m");
    }
    return parsed.filter(_ -> wholeMinutes);
  }

  /// A duration, however short, for example `250ms`.
  static Optional<Duration> shortDuration(Field field) {
    Optional<String> text = field.text();
    Optional<Duration> parsed = text.flatMap(Translation::parsed).filter(Duration::isPositive);
    if (text.isPresent() && parsed.isEmpty()) {
      field.error(
          "must be a duration, but is " + field.node().described(), "Write it like 250ms or 1s");
    }
    return parsed;
  }

  private static Optional<Duration> parsed(String text) {
    if (text.isEmpty() || !DURATION.matcher(text).matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = DURATION_PART.matcher(text);
    while (part.find()) {
      sum = sum.plus(duration(Long.parseLong(part.group(1)), part.group(2)));
    }
    return Optional.of(sum);
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      case "w" -> Duration.ofDays(7 * count);
      default -> Duration.ofDays(365 * count);
    };
  }
}
