package dev.nines.collector.business;

import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Turns a query's rows into samples, or says what is wrong with them. A value that is NULL is no
/// sample: unknown is not zero.
final class Rows {
  /// More than this is no aggregate.
  static final int MOST = 10_000;

  private static final int LONGEST_LABEL = 128;

  /// One row.
  ///
  /// @param labels the label columns' texts; absent for NULL
  /// @param values the value columns' numbers; absent for NULL
  /// @param asOf of when the data are, if the query says so
  record Row(
      Map<String, Optional<String>> labels,
      Map<String, OptionalDouble> values,
      Optional<Instant> asOf) {}

  private final BusinessQuery query;
  private final Map<String, String> fixed;

  /// @param fixed labels that every sample gets
  Rows(BusinessQuery query, Map<String, String> fixed) {
    this.query = query;
    this.fixed = fixed;
  }

  /// @throws SourceException if the rows are not what was declared
  List<Sample> samples(List<Row> rows, Instant now) throws SourceException {
    if (rows.size() > MOST) {
      throw problem(
          "returns more than %d rows".formatted(MOST), "aggregate in the query, or narrow it");
    }
    checkAge(rows, now);
    var seen = new HashSet<Map<String, String>>();
    var samples = new ArrayList<Sample>();
    for (Row row : rows) {
      Map<String, String> labels = labels(row);
      if (!seen.add(labels)) {
        throw problem(
            "returns two rows with the labels " + labels,
            "add the column that tells them apart to 'labels', or GROUP BY");
      }
      SampleKind kind = query.counter() ? SampleKind.CUMULATIVE : SampleKind.GAUGE;
      row.values()
          .forEach(
              (column, value) ->
                  value.ifPresent(
                      number ->
                          samples.add(
                              new Sample(new Series(query.metric(column), labels, kind), number))));
    }
    return samples;
  }

  private Map<String, String> labels(Row row) throws SourceException {
    var labels = new TreeMap<>(fixed);
    for (var label : row.labels().entrySet()) {
      String text = label.getValue().orElse("");
      if (text.length() > LONGEST_LABEL) {
        throw problem(
            "returns a text of %d characters as the label %s"
                .formatted(text.length(), label.getKey()),
            "a label has a few short values");
      }
      if (PersonalData.isValue(text) && !query.allowed().contains(label.getKey())) {
        throw problem(
            "returns what looks like personal data in the column " + label.getKey(),
            "aggregate it, or name the column under 'allow_personal'");
      }
      labels.put(label.getKey(), text);
    }
    return labels;
  }

  private void checkAge(List<Row> rows, Instant now) throws SourceException {
    for (Row row : rows) {
      if (query.maxAge().isPresent() && row.asOf().isPresent()) {
        Duration age = Duration.between(row.asOf().get(), now);
        if (age.compareTo(query.maxAge().get()) > 0) {
          throw problem(
              "returns data of %s, older than %s".formatted(row.asOf().get(), query.maxAge().get()),
              "look at the job that writes them");
        }
      }
    }
  }

  SourceException problem(String what, String remedy) {
    return SourceException.partial(
        "the query %s %s. Remedy: %s".formatted(query.name(), what, remedy));
  }
}
