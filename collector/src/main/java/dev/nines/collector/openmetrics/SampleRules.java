package dev.nines.collector.openmetrics;

import dev.nines.collector.openmetrics.SampleLine.Exemplar;
import dev.nines.collector.openmetrics.SampleLine.Figure;
import dev.nines.collector.openmetrics.SampleLine.Label;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What a sample must be like by itself, given its family's type: labels, value, exemplar.
final class SampleRules {
  private static final Set<String> COUNTER_LIKE =
      Set.of("_total", "_sum", "_count", "_bucket", "_gcount");
  private static final Set<String> WHOLE = Set.of("_count", "_bucket", "_gcount");
  private static final int MAX_EXEMPLAR_CHARACTERS = 128;
  static final String LE = "le";
  static final String QUANTILE = "quantile";

  private final Family family;
  private final String suffix;
  private final SampleLine sample;
  private final List<Violation> violations;

  private SampleRules(Family family, String suffix, SampleLine sample, List<Violation> violations) {
    this.family = family;
    this.suffix = suffix;
    this.sample = sample;
    this.violations = violations;
  }

  static void check(Family family, String suffix, SampleLine sample, List<Violation> violations) {
    var rules = new SampleRules(family, suffix, sample, violations);
    rules.reserved(sample.labels());
    rules.labels();
    rules.value();
    sample.exemplar().ifPresent(rules::exemplar);
  }

  private void reserved(List<Label> labels) {
    for (Label label : labels) {
      if (label.name().startsWith("_")) {
        complain(
            label.at(),
            "label names that begin with an underscore are reserved",
            "Begin the name with a letter");
      }
    }
  }

  private void labels() {
    switch (family.type()) {
      case STATESET -> {
        if (sample.label(family.name()).isEmpty()) {
          complain(
              0,
              "a sample of a stateset without the label " + family.name(),
              "Name the state in a label that is called like the family");
        }
      }
      case SUMMARY -> quantile();
      case HISTOGRAM, GAUGEHISTOGRAM -> edge();
      case UNKNOWN, GAUGE, COUNTER, INFO -> {}
    }
  }

  private void quantile() {
    Optional<Label> label = sample.label(QUANTILE);
    if (!suffix.isEmpty()) {
      label.ifPresent(each -> misplaced(each, "quantiles"));
      return;
    }
    OptionalDouble quantile =
        label.map(each -> Numbers.real(each.value())).orElse(OptionalDouble.empty());
    if (quantile.isEmpty() || !(quantile.getAsDouble() >= 0 && quantile.getAsDouble() <= 1)) {
      complain(
          label.map(Label::at).orElse(0),
          "a quantile of a summary without a label quantile from 0 to 1",
          "Write it like %s{quantile=\"0.95\"}".formatted(family.name()));
    }
  }

  private void edge() {
    Optional<Label> label = sample.label(LE);
    if (!suffix.equals("_bucket")) {
      label.ifPresent(each -> misplaced(each, "buckets"));
      return;
    }
    if (label.isEmpty()) {
      complain(0, "a bucket without the label le", "Write its upper edge like {le=\"0.1\"}");
    } else if (BucketEdge.of(label.get().value()).isEmpty()) {
      complain(
          label.get().at(),
          "'%s' is no upper edge of a bucket".formatted(label.get().value()),
          "Write a decimal number like 0.1, and +Inf for the last bucket");
    }
  }

  private void misplaced(Label label, String owners) {
    complain(
        label.at(),
        "the label %s belongs to %s only".formatted(label.name(), owners),
        "Remove it from " + sample.name());
  }

  private void value() {
    Figure value = sample.value();
    double number = value.value();
    switch (family.type()) {
      case STATESET -> require(value, number == 0 || number == 1, "a state is 0 or 1");
      case INFO -> require(value, number == 1, "the value of an info is 1");
      case UNKNOWN, GAUGE -> {}
      case SUMMARY, COUNTER, HISTOGRAM, GAUGEHISTOGRAM -> distributionValue(value, number);
    }
  }

  private void distributionValue(Figure value, double number) {
    if (suffix.isEmpty()) {
      require(value, !(number < 0), "the value of a quantile is not negative");
    } else if (suffix.equals("_created")) {
      require(value, Double.isFinite(number), "a time of creation is a finite number of seconds");
    } else if (Double.isNaN(number)) {
      require(value, false, "%s is not NaN".formatted(suffix));
    } else if (COUNTER_LIKE.contains(suffix) && number < 0) {
      require(value, false, "%s is not negative".formatted(suffix));
    } else if (WHOLE.contains(suffix)) {
      require(
          value,
          Double.isFinite(number) && number == Math.rint(number),
          "%s is a whole number".formatted(suffix));
    }
  }

  private void require(Figure value, boolean holds, String rule) {
    if (!holds) {
      complain(
          value.at(),
          "the value %s of %s: %s".formatted(value.text(), sample.name(), rule),
          "Correct the value or the family's type, which is " + family.type());
    }
  }

  private void exemplar(Exemplar exemplar) {
    if (!family.type().exemplarAllowed(suffix)) {
      complain(
          exemplar.at(),
          "an exemplar at a sample that can have none",
          "Attach exemplars to the _total of counters and the _bucket of histograms only");
      return;
    }
    reserved(exemplar.labels());
    int characters =
        exemplar.labels().stream()
            .mapToInt(each -> codePoints(each.name()) + codePoints(each.value()))
            .sum();
    if (characters > MAX_EXEMPLAR_CHARACTERS) {
      complain(
          exemplar.at(),
          "the exemplar's label names and values have %d characters".formatted(characters),
          "Keep them within " + MAX_EXEMPLAR_CHARACTERS + " together");
    }
    OptionalDouble edge =
        sample.label(LE).map(each -> BucketEdge.of(each.value())).orElse(OptionalDouble.empty());
    if (edge.isPresent() && !(exemplar.value().value() <= edge.getAsDouble())) {
      complain(
          exemplar.value().at(),
          "the exemplar's value lies above the bucket's edge",
          "Attach it to a bucket that counts it");
    }
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private void complain(int at, String problem, String remedy) {
    violations.add(sample.at(at, problem, remedy));
  }
}
