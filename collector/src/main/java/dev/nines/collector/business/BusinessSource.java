package dev.nines.collector.business;

import dev.nines.collector.database.StatementLimit;
import dev.nines.collector.source.Source;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One business query on one database. A slow one delays no other: each has its own schedule, and
/// only the number that runs at once is limited.
public final class BusinessSource implements Source {
  /// The kind of source.
  public static final String KIND = "business";

  private static final Duration WAITING = Duration.ofSeconds(20);
  private static final Set<Integer> PRIVILEGE_MISSING = Set.of(1044, 1142, 1143);

  private record Last(Instant at, List<Sample> samples) {}

  private final BusinessQuery query;
  private final BusinessDatabase database;
  private final QueryGate gate;
  private final Rows rows;
  private Optional<Last> last = Optional.empty();

  /// Does not connect.
  public BusinessSource(BusinessQuery query, BusinessDatabase database, QueryGate gate) {
    this.query = query;
    this.database = database;
    this.gate = gate;
    this.rows = new Rows(query, database.labels());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String target() {
    return query.name() + "@" + database.name();
  }

  @Override
  public Duration interval() {
    return query.interval();
  }

  @Override
  public Duration timeout() {
    Duration longest = query.timeout().plusSeconds(5).plus(WAITING);
    return longest.compareTo(interval()) < 0 ? longest : interval();
  }

  @Override
  public Observation read(Instant at) throws Exception {
    try {
      List<Sample> samples =
          rows.samples(
              gate.run(
                  database.name(),
                  query.name(),
                  at,
                  patience(),
                  () -> BusinessReader.read(database, query)),
              at);
      last = Optional.of(new Last(at, samples));
      return observation(at, samples);
    } catch (Exception e) {
      Optional<Last> kept = last.filter(each -> !each.at().plus(query.keep()).isBefore(at));
      if (kept.isPresent()) {
        return observation(at, kept.get().samples());
      }
      throw e instanceof SQLException sql ? explained(sql) : e;
    }
  }

  /// Half of the time is for waiting, so that there is some left for the query.
  private Duration patience() {
    return timeout().dividedBy(2);
  }

  private Observation observation(Instant at, List<Sample> samples) {
    return new Observation(KIND, target(), at, new Reading.Complete(samples, List.of()));
  }

  private Exception explained(SQLException e) {
    String state = e.getSQLState();
    if (StatementLimit.ended(e)) {
      return rows.problem(
          "took more than %d ms".formatted(query.timeout().toMillis()),
          "give it an index, or a longer 'timeout'");
    }
    if (PRIVILEGE_MISSING.contains(e.getErrorCode())) {
      return rows.problem(
          "may not read what it asks for: " + e.getMessage(),
          "GRANT SELECT on its tables to " + database.user());
    }
    if (state != null && state.startsWith("28")) {
      return rows.problem(
          "is not let in as " + database.user(), "check 'username' and 'password_file'");
    }
    boolean lost = state != null && state.startsWith("08");
    return lost || state == null
        ? e
        : rows.problem("failed: " + e.getMessage(), "correct its SQL, or the tables it assumes");
  }
}
