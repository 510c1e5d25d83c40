package dev.nines.collector.tenant;

import dev.nines.slo.yaml.Position;
import java.util.Map;
import java.util.Optional;

/// One tenant as it is written down, before it is believed. The fields are those of the control
/// query's columns and of the file: `id`, `name`, `tier`, `onboarded_at`, `contract_value`, `zone`,
/// `language`, `report_recipients`, `database`, `database_user`.
interface TenantRow {

  /// Where the row begins.
  Position at();

  /// The value of a field, absent if it is empty or not there.
  Optional<TenantValue> value(String field);

  /// The free labels.
  Map<String, TenantValue> labels();
}
