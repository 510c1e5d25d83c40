package dev.nines.collector.gateway.config;

import dev.nines.collector.business.BusinessQuery;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.Optional;

/// The field `query` of what asks a database by SQL: it must only read.
final class ReadingQuery {
  private ReadingQuery() {}

  static String of(Fields fields, Values values) {
    Optional<Field> field = fields.required("query");
    String sql = field.flatMap(values::text).orElse("SELECT 1");
    if (!BusinessQuery.isReading(sql)) {
      field.ifPresent(
          each -> each.error("is not a query that only reads", "Begin it with SELECT or WITH"));
    }
    return sql;
  }
}
