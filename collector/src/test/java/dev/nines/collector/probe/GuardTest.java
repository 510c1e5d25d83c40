package dev.nines.collector.probe;

import static dev.nines.collector.probe.Probing.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.collector.probe.CheckResult.Bad;
import dev.nines.collector.probe.CheckResult.Good;
import dev.nines.collector.probe.CheckResult.Refused;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final HostResolver TO_LOOPBACK = _ -> List.of(InetAddress.getByName("127.0.0.1"));

  private static Probing probing;

  @BeforeAll
  static void open() {
    probing = new Probing();
  }

  @AfterAll
  static void close() {
    probing.close();
  }

  @Test
  void theAddressThatWasCheckedIsTheOneConnectedToAndTheNameIsOnlySent() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, ""))) {
      String url = "http://no-such-host.invalid:" + server.port() + "/";
      assertThat(probing.resolving(TO_LOOPBACK).get(url)).isEqualTo(new Good());
      assertThat(server.requests.getFirst())
          .containsIgnoringCase("host: no-such-host.invalid:" + server.port());
    }
  }

  @Test
  void aNameThatPointsInwardIsNotAsked() throws Exception {
    try (var server = RawServer.start(RawServer.http(200, ""))) {
      String url = "http://innocent.example:" + server.port() + "/";
      CheckResult result = probing.resolving(TO_LOOPBACK).run(Probing.guarded(url));
      assertThat(result)
          .isEqualTo(
              new Refused(
                  "innocent.example is at 127.0.0.1, which is not public; allow its range in the"
                      + " probe's configuration if it is yours"));
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void redirectsAreNotFollowedUnlessConfigured() throws Exception {
    try (var server = RawServer.start(RawServer.http(302, "", "Location: /elsewhere"))) {
      assertThat(probing.get(server.url("/")))
          .isEqualTo(new Bad(ProbeFailure.STATUS, "status 302"));
    }
  }

  @Test
  void aRedirectLoopEndsAtTheLimit() throws Exception {
    try (var server = RawServer.start(RawServer.http(302, "", "Location: /again"))) {
      assertThat(probing.run(Probing.following(3, server.url("/"))))
          .isEqualTo(new Bad(ProbeFailure.REDIRECT, "more than 3 redirects"));
      assertThat(server.requests).hasSize(4);
    }
  }

  @Test
  void aRedirectToWhereAProbeMustNotGoIsBad() throws Exception {
    String metadata = "Location: http://169.254.169.254/latest/meta-data/";
    try (var server = RawServer.start(RawServer.http(302, "", metadata))) {
      assertThat(reason(probing.run(Probing.following(3, server.url("/")))))
          .isEqualTo(ProbeFailure.BLOCKED);
    }
  }

  @Test
  void aRedirectToAnotherHostDoesNotCarryOurHeaders() throws Exception {
    try (var other = RawServer.start(RawServer.http(200, ""));
        var server =
            RawServer.start(RawServer.http(307, "", "Location: " + other.url("/landing")))) {
      CheckResult result = probing.run(Probing.following(1, server.url("/")));
      assertThat(result).isEqualTo(new Good());
      assertThat(server.requests.getFirst()).contains("Bearer s3cret");
      assertThat(other.requests.getFirst()).startsWith("GET /landing").doesNotContain("s3cret");
    }
  }
}
