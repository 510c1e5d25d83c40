package dev.nines.collector.openmetrics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A line with a sample, taken apart. Columns are indexes into the line's text.
///
/// @param line where it stands
/// @param name the sample's name, suffix included
/// @param labels in the order of the line, names are unique
/// @param value the sample's value
/// @param timestamp if one is given
/// @param exemplar if one is given
record SampleLine(
    TextLine line,
    String name,
    List<Label> labels,
    Figure value,
    Optional<Figure> timestamp,
    Optional<Exemplar> exemplar) {

  /// A label and where its name begins.
  record Label(String name, String value, int at) {}

  /// A number, its text and where it begins.
  record Figure(double value, String text, int at) {}

  /// An exemplar and where its `#` stands.
  record Exemplar(List<Label> labels, Figure value, Optional<Figure> timestamp, int at) {}

  Optional<Label> label(String labelName) {
    return labels.stream().filter(each -> each.name().equals(labelName)).findFirst();
  }

  /// The labels by name, without one of them.
  Map<String, String> labelsWithout(String labelName) {
    var sorted = new TreeMap<String, String>();
    labels.stream()
        .filter(each -> !each.name().equals(labelName))
        .forEach(each -> sorted.put(each.name(), each.value()));
    return sorted;
  }

  Violation at(int index, String problem, String remedy) {
    return line.at(index, problem, remedy);
  }
}
