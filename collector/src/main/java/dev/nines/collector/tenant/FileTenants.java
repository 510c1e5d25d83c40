package dev.nines.collector.tenant;

import dev.nines.slo.yaml.Diagnostic;
import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.YamlNode;
import dev.nines.slo.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tenants in a YAML file: a list under `tenants`, one mapping each.
///
/// The file is read anew at each refresh, and taken apart anew if it says something else. A file
/// that is not YAML, or has no list of tenants, is refused as a whole; a wrong row only costs that
/// row.
public final class FileTenants implements TenantList {
  private final Path file;
  private Optional<Known> known = Optional.empty();

  private record Known(String text, Result result) {}

  /// @param file the YAML file; read only by [#read()]
  public FileTenants(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public synchronized Result read() throws IOException {
    String text = Files.readString(file);
    if (known.isEmpty() || !known.get().text.equals(text)) {
      known = Optional.of(new Known(text, parsed(text)));
    }
    return known.get().result;
  }

  private Result parsed(String text) throws IOException {
    var out = new Diagnostics();
    List<YamlNode> documents = YamlReader.read(name(), text, out);
    List<Field> rows = documents.isEmpty() ? List.of() : rows(documents.getFirst(), out);
    if (rows.isEmpty() && out.hasErrors()) {
      throw new IOException(
          out.sorted().stream().map(Diagnostic::render).collect(Collectors.joining("\n")));
    }
    var reader = new TenantReader(out);
    for (Field row : rows) {
      row.fields()
          .ifPresent(
              fields -> {
                reader.read(new YamlRow(fields));
                fields.finish();
              });
    }
    return new Result(reader.tenants(), out.sorted());
  }

  private static List<Field> rows(YamlNode document, Diagnostics out) {
    return Fields.of(document, out)
        .map(
            top -> {
              List<Field> rows = top.required("tenants").map(Field::items).orElse(List.of());
              top.finish();
              return rows;
            })
        .orElse(List.of());
  }

  private record YamlRow(Fields fields) implements TenantRow {
    @Override
    public Position at() {
      return fields.at();
    }

    @Override
    public Optional<TenantValue> value(String name) {
      return fields.optional(name).flatMap(YamlRow::value);
    }

    private static Optional<TenantValue> value(Field field) {
      Optional<String> text =
          field.isList()
              ? Optional.of(
                  field.items().stream()
                      .flatMap(item -> item.text().stream())
                      .collect(Collectors.joining(",")))
              : field.isNumber() ? field.number().map(Number::toString) : field.text();
      return text.filter(written -> !written.isBlank())
          .map(written -> new TenantValue(written, field::error));
    }

    @Override
    public Map<String, TenantValue> labels() {
      var labels = new LinkedHashMap<String, TenantValue>();
      fields
          .optional("labels")
          .flatMap(Field::fields)
          .map(Fields::all)
          .orElse(List.of())
          .forEach(label -> value(label).ifPresent(value -> labels.put(label.name(), value)));
      return labels;
    }
  }
}
