package dev.nines.collector.mariadb;

import dev.nines.alerts.lifecycle.AlertNames;
import dev.nines.collector.database.SeriesBook;
import dev.nines.collector.database.ServerTenants;
import dev.nines.collector.isolation.Finding;
import dev.nines.collector.isolation.FindingRule;
import dev.nines.collector.mariadb.NeighbourAttempt.Outcome;
import dev.nines.collector.mariadb.NeighbourPairs.Pair;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tries as each tenant in turn to get at a neighbour's schema, and expects to be refused. What got
/// through is told until the same attempt is refused, so it is made again in each round.
final class NeighbourSource implements Source {
  static final String KIND = "mariadb-neighbours";

  private static final Duration LONGEST_ROUND = Duration.ofSeconds(45);
  private static final List<String> OUTCOMES = List.of("refused", "reached", "not_tried");

  /// More leaks than these are not tried again each time: they are told, and found again in turn.
  private static final int REPEATED_AT_MOST = 20;

  private final MariaDbTarget target;
  private final NeighbourSettings settings;
  private final ServerTenants tenants;
  private final ConditionBoard board;
  private final SeriesBook book;
  private final Map<Pair, Finding> open = new LinkedHashMap<>();

  /// Does not connect.
  NeighbourSource(
      MariaDbTarget target,
      NeighbourSettings settings,
      ServerTenants tenants,
      ConditionBoard board) {
    this.target = target;
    this.settings = settings;
    this.tenants = tenants;
    this.board = board;
    this.book = MariaDbSeries.bookOf(target.server());
    board.expect(ConditionBoard.ownerOf(this), Set.of(AlertNames.TENANT_ISOLATION));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String target() {
    return target.server();
  }

  @Override
  public Duration interval() {
    return settings.interval();
  }

  @Override
  public Duration timeout() {
    return LONGEST_ROUND;
  }

  @Override
  public Observation read(Instant at) throws SourceException {
    var counts = new LinkedHashMap<String, Integer>();
    var reasons = new ArrayList<String>();
    for (Pair pair : round(at)) {
      Outcome outcome = attempt(pair);
      counts.merge(outcome.label(), 1, Integer::sum);
      switch (outcome) {
        case Outcome.Refused _ -> open.remove(pair);
        case Outcome.Reached(Finding finding) -> open.put(pair, finding);
        case Outcome.NotTried(String reason) -> reasons.add(reason);
      }
    }
    board.report(
        ConditionBoard.ownerOf(this), FindingRule.conditions(target.server(), open.values()));
    if (!counts.isEmpty() && counts.keySet().equals(Set.of("not_tried"))) {
      throw SourceException.partial(
          "no attempt could be made: %s. Remedy: let the tenants' passwords and accounts admit"
                  .formatted(reasons.getFirst())
              + " logins from the gateway's host");
    }
    return new Observation(
        KIND, target.server(), at, new Reading.Complete(samples(counts), List.of()));
  }

  /// What is open, then those whose turn it is. A tenant that left is forgotten.
  private Set<Pair> round(Instant at) {
    List<?> homes = List.copyOf(tenants.homes());
    open.keySet()
        .removeIf(pair -> !homes.contains(pair.tenant()) || !homes.contains(pair.neighbour()));
    var round = new LinkedHashSet<Pair>();
    open.keySet().stream().limit(REPEATED_AT_MOST).forEach(round::add);
    round.addAll(NeighbourPairs.of(tenants.homes(), at, settings.interval(), settings.attempts()));
    return round;
  }

  private Outcome attempt(Pair pair) throws SourceException {
    Optional<String> password;
    try {
      password = settings.passwords().of(pair.tenant().tenant());
    } catch (IOException | SQLException e) {
      return new Outcome.NotTried(
          "the password of %s cannot be read".formatted(pair.tenant().tenant()));
    }
    if (password.isEmpty()) {
      return new Outcome.NotTried("no password of %s is known".formatted(pair.tenant().tenant()));
    }
    try {
      return new NeighbourAttempt(target.jdbcUrl(), pair).make(password.get());
    } catch (SQLException e) {
      throw SqlFailures.explain(e, target);
    }
  }

  private List<Sample> samples(Map<String, Integer> counts) {
    var samples = new ArrayList<Sample>();
    for (String outcome : OUTCOMES) {
      samples.add(
          new Sample(
              book.ofServer(MariaDbSeries.ATTEMPTS, "outcome", outcome, SampleKind.DELTA),
              counts.getOrDefault(outcome, 0)));
    }
    samples.add(
        new Sample(
            book.ofServer(
                MariaDbSeries.FINDINGS,
                "finding",
                FindingRule.labelOf(Finding.Kind.NEIGHBOUR_REACHED),
                SampleKind.GAUGE),
            open.size()));
    return samples;
  }
}
