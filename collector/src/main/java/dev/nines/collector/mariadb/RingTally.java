package dev.nines.collector.mariadb;

import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.LatencyDelta;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Divides a scan of the ring by tenant. The gateway's own statements are left out: they run in a
/// schema of their own.
final class RingTally {
  private final ServerTenants tenants;
  private final SeriesBook book;

  RingTally(ServerTenants tenants, SeriesBook book) {
    this.tenants = tenants;
    this.book = book;
  }

  /// What a reading says.
  record Counted(List<Sample> samples, List<LatencyDelta> latencies) {}

  /// Durations only, however many of them the ring held.
  Counted durations(RingScan scan) {
    return new Counted(List.of(), divide(scan).latencies());
  }

  /// Durations and the counts of record.
  ///
  /// @throws SourceException if the ring did not hold every statement: a share of a part is no
  ///   share
  Counted record(RingScan scan, RingTracker.Held held) throws SourceException {
    if (!held.whole()) {
      throw SourceException.partial(
          Guard.withRemedy(
              "the ring was overrun: it held %d statements and missed at least %d"
                  .formatted(held.taken(), held.missed()),
              "raise performance_schema_events_statements_history_long_size"
                  + " or the ring's budget"));
    }
    Division division = divide(scan);
    var samples = new ArrayList<Sample>();
    for (TenantId tenant : division.allOf(tenants)) {
      Share share = division.shares.getOrDefault(tenant, new Share());
      samples.add(
          new Sample(
              book.ofTenant(MariaDbSeries.STATEMENTS, tenant, SampleKind.DELTA), share.statements));
      samples.add(
          new Sample(book.ofTenant(MariaDbSeries.SLOW, tenant, SampleKind.DELTA), share.slow));
    }
    samples.add(delta(MariaDbSeries.UNATTRIBUTED, division.nobody.statements));
    samples.add(delta(MariaDbSeries.UNATTRIBUTED_SLOW, division.nobody.slow));
    samples.add(
        new Sample(
            book.ofServer(MariaDbSeries.UNATTRIBUTED_RATIO, SampleKind.GAUGE),
            division.unattributedRatio()));
    samples.add(MariaDbSeries.attribution(book, Attribution.SCHEMA));
    return new Counted(samples, division.latencies());
  }

  private Sample delta(String name, long value) {
    return new Sample(book.ofServer(name, SampleKind.DELTA), value);
  }

  private Division divide(RingScan scan) {
    var division = new Division();
    for (RingScan.Group group : scan.groups()) {
      if (group.schema().equals(MariaDbDialect.OWN_SCHEMA)) {
        continue;
      }
      Optional<TenantId> tenant =
          group.schema().isEmpty() ? Optional.empty() : tenants.bySchema(group.schema());
      tenant
          .map(t -> division.shares.computeIfAbsent(t, _ -> new Share()))
          .orElse(division.nobody)
          .add(group);
    }
    return division;
  }

  private static final class Division {
    private final Map<TenantId, Share> shares = new HashMap<>();
    private final Share nobody = new Share();

    List<TenantId> allOf(ServerTenants expected) {
      var all = new ArrayList<>(expected.tenants());
      shares.keySet().stream().filter(tenant -> !all.contains(tenant)).forEach(all::add);
      return all;
    }

    List<LatencyDelta> latencies() {
      var latencies = new ArrayList<LatencyDelta>(shares.size());
      shares.forEach(
          (tenant, share) ->
              latencies.add(
                  new LatencyDelta(
                      tenant, LatencyDelta.QUERY, new LatencyHistogram(share.durations))));
      return latencies;
    }

    double unattributedRatio() {
      long all = nobody.statements + shares.values().stream().mapToLong(s -> s.statements).sum();
      return all == 0 ? 0 : (double) nobody.statements / all;
    }
  }

  private static final class Share {
    private final SortedMap<Integer, Long> durations = new TreeMap<>();
    private long statements;
    private long slow;

    void add(RingScan.Group group) {
      statements += group.count();
      slow += group.slow();
      durations.merge(group.bucket(), group.count(), Long::sum);
    }
  }
}
