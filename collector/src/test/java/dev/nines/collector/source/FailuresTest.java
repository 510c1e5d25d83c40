package dev.nines.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Observation.Reading;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

  static Stream<Exception> connectionFailures() {
    return Stream.of(
        new UnknownHostException("db.example.com"),
        new SocketTimeoutException("Read timed out"),
        new HttpConnectTimeoutException("connect timed out"),
        new SQLNonTransientConnectionException("gone", "08000"),
        new SQLException("gone", "08S01"));
  }

  @ParameterizedTest
  @MethodSource("connectionFailures")
  void aLostConnectionMeansUnreachable(Exception failure) {
    assertThat(Failures.meaningOf(failure)).isInstanceOf(Reading.Unreachable.class);
  }

  static Stream<Exception> otherFailures() {
    return Stream.of(
        new EOFException("chunked transfer encoding, state: READING_DATA"),
        new SQLSyntaxErrorException("no such table", "42S02"),
        new SQLNonTransientConnectionException("Access denied", "28000"),
        new IllegalStateException());
  }

  @ParameterizedTest
  @MethodSource("otherFailures")
  void whatIsNotAboutTheConnectionIsPartial(Exception failure) {
    assertThat(Failures.meaningOf(failure)).isInstanceOf(Reading.Partial.class);
  }

  @Test
  void theNumberOfAConnectionIsNoPartOfAReason() {
    var reading =
        (Reading.Partial) Failures.meaningOf(SourceException.partial("failed: (conn=17) no table"));
    assertThat(reading.reason()).isEqualTo("failed: no table");
  }

  @Test
  void aReasonIsOneLineOfBoundedLength() {
    var reading = (Reading.Partial) Failures.meaningOf(new Exception("x".repeat(999) + "\nsecret"));
    assertThat(reading.reason()).hasSizeLessThan(310).doesNotContain("secret");
  }
}
