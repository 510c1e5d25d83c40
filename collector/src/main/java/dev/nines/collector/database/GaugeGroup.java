package dev.nines.collector.database;

import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Sample;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Figures that are read together, by one statement or a few for all tenants. A group whose
/// privilege is missing fails alone.
public interface GaugeGroup {

  /// The value of the label `group`.
  String name();

  /// How often it is read; what was read is repeated in between.
  Duration every();

  /// Reads them.
  List<Sample> read(ServerConnection server, Instant at) throws SQLException, SourceException;
}
