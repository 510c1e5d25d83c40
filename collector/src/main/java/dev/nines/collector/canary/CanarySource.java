package dev.nines.collector.canary;

import dev.nines.collector.database.ReadOnlySession;
import dev.nines.collector.database.StatementLimit;
import dev.nines.collector.source.Source;
import dev.nines.collector.source.SourceException;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import dev.nines.slo.model.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// One canary on one tenant's database. The time is that from sending the statement to its last
/// row; connecting is not part of it. A server that cannot be reached, or does not let us in, says
/// nothing about statements: such a reading is unmeasured, as everywhere.
public final class CanarySource implements Source {
  /// The kind of source.
  public static final String KIND = "canary";

  private static final String NAME = "nines_canary_";
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /// A canary that returns more is no canary.
  private static final int ROWS_AT_MOST = 10_000;

  private static final int WRONG_PASSWORD = 1045;

  /// It is our statement or our right that is wrong: no access to a schema, table or column; a
  /// syntax that the server does not take.
  private static final Set<Integer> OURS = Set.of(1044, 1142, 1143, 1064);

  /// Why a canary was bad; the value of the label `reason`.
  private enum Trouble {
    NONE,
    SLOW,
    TIMEOUT,
    ERROR
  }

  private record Outcome(Trouble trouble, double seconds) {}

  private final Canary canary;
  private final String server;
  private final TenantId tenant;
  private final ReadOnlySession session;
  private final CanaryGate gate;
  private final LongSupplier nanoTime;
  private final Map<String, String> labels;

  /// Does not connect.
  ///
  /// @param server the value of the label `server`
  /// @param session of the tenant's database, with the canary's timeout
  /// @param gate shared by all canaries of the server
  public CanarySource(
      Canary canary,
      String server,
      TenantId tenant,
      ReadOnlySession session,
      CanaryGate gate,
      LongSupplier nanoTime) {
    this.canary = canary;
    this.server = server;
    this.tenant = tenant;
    this.session = session;
    this.gate = gate;
    this.nanoTime = nanoTime;
    this.labels = Map.of("server", server, "canary", canary.name(), "tenant", tenant.value());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String target() {
    return "%s@%s/%s".formatted(canary.name(), server, tenant);
  }

  @Override
  public Duration interval() {
    return canary.interval();
  }

  @Override
  public Duration timeout() {
    return patience().plus(CONNECTING).plus(canary.timeout()).plusSeconds(2);
  }

  @Override
  public Observation read(Instant at) throws Exception {
    Outcome outcome = gate.run(patience(), this::ask);
    return new Observation(KIND, target(), at, new Reading.Complete(samples(outcome), List.of()));
  }

  /// How long it may wait for its turn.
  private Duration patience() {
    Duration half = canary.interval().dividedBy(2);
    return half.compareTo(LONGEST_WAIT) < 0 ? half : LONGEST_WAIT;
  }

  private Outcome ask() throws SQLException, SourceException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(ROWS_AT_MOST);
      long began = nanoTime.getAsLong();
      try (ResultSet rows = statement.executeQuery(canary.sql())) {
        while (rows.next()) {
          rows.getObject(1);
        }
        return timed(began, Trouble.NONE);
      } catch (SQLException e) {
        return failed(began, e);
      }
    }
  }

  private Connection open() throws SQLException, SourceException {
    try {
      return session.open();
    } catch (SQLException e) {
      if (e.getErrorCode() == WRONG_PASSWORD) {
        throw SourceException.partial(
            "the server refuses user %s. Remedy: check username and password_file"
                .formatted(session.user()));
      }
      if (OURS.contains(e.getErrorCode())) {
        throw refused(e.getErrorCode());
      }
      throw e;
    }
  }

  private SourceException refused(int code) {
    return SourceException.partial(
        "the canary %s is refused, error %d. Remedy: correct it, or GRANT SELECT on its tables to %s"
            .formatted(canary.name(), code, session.user()));
  }

  private Outcome timed(long began, Trouble trouble) {
    double seconds = (nanoTime.getAsLong() - began) / 1e9;
    boolean slow = trouble == Trouble.NONE && seconds * 1e3 > canary.threshold().toMillis();
    return new Outcome(slow ? Trouble.SLOW : trouble, seconds);
  }

  private Outcome failed(long began, SQLException e) throws SQLException, SourceException {
    int code = e.getErrorCode();
    if (OURS.contains(code)) {
      throw refused(code);
    }
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith("08") || code == 0) {
      throw e;
    }
    return timed(began, StatementLimit.ended(e) ? Trouble.TIMEOUT : Trouble.ERROR);
  }

  private List<Sample> samples(Outcome outcome) {
    boolean good = outcome.trouble() == Trouble.NONE;
    var samples = new ArrayList<Sample>();
    samples.add(delta("checks_total", "outcome", "good", good));
    samples.add(delta("checks_total", "outcome", "bad", !good));
    for (Trouble trouble : Trouble.values()) {
      if (trouble != Trouble.NONE) {
        String reason = trouble.name().toLowerCase(Locale.ROOT);
        samples.add(delta("failures_total", "reason", reason, outcome.trouble() == trouble));
      }
    }
    samples.add(
        new Sample(
            new Series(NAME + "duration_seconds", labels, SampleKind.GAUGE), outcome.seconds()));
    return samples;
  }

  private Sample delta(String name, String label, String value, boolean happened) {
    var with = new TreeMap<>(labels);
    with.put(label, value);
    return new Sample(new Series(NAME + name, with, SampleKind.DELTA), happened ? 1 : 0);
  }
}
