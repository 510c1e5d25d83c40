package dev.nines.collector.discovery;

import dev.nines.slo.yaml.Diagnostic;
import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.YamlNode;
import dev.nines.slo.yaml.YamlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A list of target groups as files and HTTP servers give it, in JSON or YAML.
final class TargetFile {

  private TargetFile() {}

  /// @param name of the file, for complaints
  /// @param meta labels that every group gets
  /// @throws IOException with everything that is wrong, by line
  static List<TargetGroup> read(String name, String text, Map<String, String> meta)
      throws IOException {
    var out = new Diagnostics();
    var groups = new ArrayList<TargetGroup>();
    for (YamlNode document : YamlReader.read(name, text, out)) {
      for (Field item : new Field(document, document.at(), "", out).items()) {
        item.fields().ifPresent(fields -> groups.add(group(fields, meta)));
      }
    }
    if (out.hasErrors()) {
      throw new IOException(
          out.sorted().stream().map(Diagnostic::render).collect(Collectors.joining(" ")));
    }
    return groups;
  }

  private static TargetGroup group(Fields fields, Map<String, String> meta) {
    var targets = new ArrayList<String>();
    fields
        .required("targets")
        .ifPresent(
            list -> list.items().forEach(each -> each.nonEmptyText().ifPresent(targets::add)));
    var labels = new HashMap<>(meta);
    fields
        .optional("labels")
        .flatMap(Field::fields)
        .ifPresent(
            written ->
                written
                    .all()
                    .forEach(each -> each.text().ifPresent(text -> labels.put(each.name(), text))));
    fields.finish();
    return new TargetGroup(targets, labels);
  }
}
