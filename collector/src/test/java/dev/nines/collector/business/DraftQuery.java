package dev.nines.collector.business;

import dev.nines.collector.business.BusinessQuery.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A query in the making: of the control database, with one value and nothing special.
final class DraftQuery {
  private BusinessQuery query;

  DraftQuery(String name, String sql) {
    query =
        new BusinessQuery(
            name,
            sql,
            Scope.CONTROL,
            List.of(),
            List.of("value"),
            false,
            Duration.ofMinutes(5),
            Duration.ofSeconds(5),
            Duration.ZERO,
            Optional.empty(),
            Set.of());
  }

  DraftQuery labels(String... labels) {
    return with(
        List.of(labels),
        query.values(),
        query.timeout(),
        query.keep(),
        query.maxAge(),
        query.allowed());
  }

  DraftQuery values(String... values) {
    return with(
        query.labels(),
        List.of(values),
        query.timeout(),
        query.keep(),
        query.maxAge(),
        query.allowed());
  }

  DraftQuery timeout(Duration timeout) {
    return with(
        query.labels(), query.values(), timeout, query.keep(), query.maxAge(), query.allowed());
  }

  DraftQuery keep(Duration keep) {
    return with(
        query.labels(), query.values(), query.timeout(), keep, query.maxAge(), query.allowed());
  }

  DraftQuery maxAge(Duration maxAge) {
    return with(
        query.labels(),
        query.values(),
        query.timeout(),
        query.keep(),
        Optional.of(maxAge),
        query.allowed());
  }

  DraftQuery allowing(String column) {
    return with(
        query.labels(),
        query.values(),
        query.timeout(),
        query.keep(),
        query.maxAge(),
        Set.of(column));
  }

  private DraftQuery with(
      List<String> labels,
      List<String> values,
      Duration timeout,
      Duration keep,
      Optional<Duration> maxAge,
      Set<String> allowed) {
    query =
        new BusinessQuery(
            query.name(),
            query.sql(),
            query.scope(),
            labels,
            values,
            query.counter(),
            query.interval(),
            timeout,
            keep,
            maxAge,
            allowed);
    return this;
  }

  BusinessSource source(BusinessDatabase database, QueryGate gate) {
    return new BusinessSource(query, database, gate);
  }
}
