package dev.nines.collector.postgres;

import dev.nines.collector.database.GaugesSource;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.database.SharedConnection;
import dev.nines.collector.database.SizeHistory;
import dev.nines.collector.source.Source;
import java.util.List;

/// Makes the sources of a server.
public final class PostgresSources {
  static final String GAUGES_KIND = "postgres-gauges";

  private PostgresSources() {}

  /// The sources of one server: one counts statements, one reads levels, each over a connection of
  /// its own. They connect when they are first read.
  ///
  /// @param target the server
  /// @param tenants who is on it; asked at each reading, so tenants may come and go
  /// @param history of sizes, kept over changes of the sources
  public static List<Source> of(PostgresTarget target, ServerTenants tenants, SizeHistory history) {
    return List.of(new StatementsSource(target, tenants), gauges(target, tenants, history));
  }

  static Source gauges(PostgresTarget target, ServerTenants tenants, SizeHistory history) {
    SeriesBook book = PostgresSeries.bookOf(target.server());
    var dialect = new PostgresDialect(target);
    return new GaugesSource(
        GAUGES_KIND,
        target.server(),
        target.interval(),
        dialect,
        new SharedConnection(dialect),
        book,
        List.of(
            new ServerGauges(book),
            new ConnectionGauges(tenants, book),
            new TransactionGauges(tenants, book),
            new DatabaseGauges(tenants, book),
            new SizeGauges(target.server(), tenants, book, history),
            new ReplicationGauges(book)));
  }
}
