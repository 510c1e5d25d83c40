package dev.nines.collector.mariadb;

import dev.nines.collector.database.GaugesSource;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.database.SharedConnection;
import dev.nines.collector.database.SizeHistory;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the sources of a server.
public final class MariaDbSources {
  static final String GAUGES_KIND = "mariadb-gauges";

  private MariaDbSources() {}

  /// The sources that measure one server, each with one connection of its own. They connect when
  /// they are first read.
  ///
  /// @param target the server
  /// @param tenants who is on it; asked at each reading, so tenants may come and go
  public static List<Source> of(MariaDbTarget target, ServerTenants tenants) {
    var sources = new ArrayList<Source>();
    if (target.attribution() == Attribution.USER) {
      sources.add(new UserStatementsSource(target, tenants, System::nanoTime));
    }
    if (target.readsRing()) {
      sources.add(new RingSource(target, tenants, System::nanoTime));
    }
    return List.copyOf(sources);
  }

  /// The sources that watch a server rather than count its statements: they share one more
  /// connection.
  ///
  /// @param isolation how isolation is checked; absent to leave it
  /// @param board takes what is found
  /// @param history of sizes, kept over changes of the sources
  public static List<Source> watching(
      MariaDbTarget target,
      Optional<IsolationSettings> isolation,
      ServerTenants tenants,
      ConditionBoard board,
      SizeHistory history) {
    var shared = new SharedConnection(new MariaDbDialect(target));
    var sources = new ArrayList<Source>();
    sources.add(gauges(target, tenants, shared, history));
    isolation.ifPresent(
        settings -> sources.add(new IsolationSource(target, settings, tenants, shared, board)));
    isolation
        .flatMap(IsolationSettings::neighbours)
        .ifPresent(settings -> sources.add(new NeighbourSource(target, settings, tenants, board)));
    return List.copyOf(sources);
  }

  static Source gauges(
      MariaDbTarget target, ServerTenants tenants, SharedConnection shared, SizeHistory history) {
    SeriesBook book = MariaDbSeries.bookOf(target.server());
    return new GaugesSource(
        GAUGES_KIND,
        target.server(),
        target.interval(),
        new MariaDbDialect(target),
        shared,
        book,
        List.of(
            new ServerGauges(book),
            new ConnectionGauges(tenants, book),
            new TransactionGauges(tenants, book),
            new WorkGauges(tenants, book),
            new ErrorGauges(tenants, book),
            new SizeGauges(target.server(), tenants, book, history),
            new ReplicationGauges(target.server()),
            new BackupGauges(target.server())));
  }
}
