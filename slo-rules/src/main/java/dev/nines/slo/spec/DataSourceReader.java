package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.Optional;

/// Reads the spec of a DataSource. Its connection details are free, and none of our business: the
/// gateway's own configuration says where to read.
final class DataSourceReader {
  private DataSourceReader() {}

  /// The type of the data source.
  static Optional<String> type(Fields spec) {
    MetadataReader.description(spec);
    Optional<String> type = spec.required("type").flatMap(Field::nonEmptyText);
    spec.required("connectionDetails");
    spec.finish();
    return type;
  }
}
