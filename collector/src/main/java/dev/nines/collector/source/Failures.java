package dev.nines.collector.source;

import dev.nines.slo.model.Observation.Reading;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;

/// What a thrown exception says about the target.
final class Failures {
  private static final int LONGEST_REASON = 300;

  /// A database driver's, different each time; a reason names what is wrong and not each case of
  /// it.
  private static final Pattern CONNECTION_NUMBER = Pattern.compile("\\(conn=-?\\d+\\) ");

  private Failures() {}

  static Reading meaningOf(Throwable failure) {
    return switch (failure) {
      case SourceException known ->
          switch (known.meaning()) {
            case UNREACHABLE -> new Reading.Unreachable(clip(known.reason()));
            case BLIND -> new Reading.Blind(clip(known.reason()));
            case PARTIAL -> new Reading.Partial(clip(known.reason()));
          };
      case UnknownHostException e ->
          new Reading.Unreachable(clip("unknown host " + e.getMessage()));
      case UnresolvedAddressException _ -> new Reading.Unreachable("unknown host");
      case ConnectException e -> new Reading.Unreachable(describe("cannot connect", e));
      case NoRouteToHostException e -> new Reading.Unreachable(describe("no route", e));
      case SocketTimeoutException e -> new Reading.Unreachable(describe("timed out", e));
      case HttpTimeoutException e -> new Reading.Unreachable(describe("timed out", e));
      case SQLTransientConnectionException e ->
          new Reading.Unreachable(describe("cannot connect", e));
      case SQLNonTransientConnectionException e when !refusesUs(e) ->
          new Reading.Unreachable(describe("cannot connect", e));
      case SQLException e when isConnectionState(e) ->
          new Reading.Unreachable(describe("connection lost", e));
      case IOException e -> new Reading.Partial(describe("broken answer", e));
      default -> new Reading.Partial(describe(failure.getClass().getSimpleName(), failure));
    };
  }

  /// A server that refuses our password was reached, and serves those whose password is right.
  private static boolean refusesUs(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.startsWith("28");
  }

  private static boolean isConnectionState(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.startsWith("08");
  }

  private static String describe(String what, Throwable failure) {
    String message = failure.getMessage();
    return clip(message == null || message.isBlank() ? what : what + ": " + message);
  }

  private static String clip(String reason) {
    String line = CONNECTION_NUMBER.matcher(reason.lines().findFirst().orElse("")).replaceAll("");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
