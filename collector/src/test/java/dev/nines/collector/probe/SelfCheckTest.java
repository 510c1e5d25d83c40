package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether it is the target that is down, or us, when the reference does not answer.
class SelfCheckTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();
  private final Witnesses witnesses = new Witnesses(nanos::get);

  @Test
  void anUnrelatedTargetThatAnswersNowTestifiesThatWeAreOnline() throws Exception {
    try (var other = RawServer.start(_ -> {})) {
      witnesses.answered("shop.other.example", at("127.0.0.2", other));
      assertThat(witnesses.testifyThatWeAreOnline("api.example.com")).isFalse();
      nanos.addAndGet(2 * SECOND);
      witnesses.answered("shop.other.example", at("127.0.0.1", other));
      assertThat(witnesses.testifyThatWeAreOnline("api.example.com")).isTrue();
    }
  }

  @Test
  void oneThatAnsweredEarlierButNotNowIsNoWitness() throws Exception {
    var gone = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), FreePort.find());
    witnesses.answered("shop.other.example", gone);
    assertThat(witnesses.testifyThatWeAreOnline("api.example.com")).isFalse();
  }

  @Test
  void theSameDomainAndTheSameAddressAreRelated() throws Exception {
    try (var server = RawServer.start(_ -> {})) {
      witnesses.answered("a.example.com", at("127.0.0.1", server));
      assertThat(witnesses.testifyThatWeAreOnline("b.example.com")).isFalse();
      witnesses.answered("alias.example.org", at("127.0.0.1", server));
      nanos.addAndGet(2 * SECOND);
      assertThat(witnesses.testifyThatWeAreOnline("b.example.com")).isFalse();
    }
  }

  @Test
  void aThousandFailingTargetsAskOnce() throws Exception {
    try (var other = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      var address = new InetSocketAddress(other.getInetAddress(), other.getLocalPort());
      witnesses.answered("other.example", address);
      assertThat(witnesses.testifyThatWeAreOnline("a.example.com")).isTrue();
    }
    assertThat(witnesses.testifyThatWeAreOnline("b.example.com")).isTrue();
    nanos.addAndGet(2 * SECOND);
    assertThat(witnesses.testifyThatWeAreOnline("b.example.com")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "acme.example.com, example.com",
    "a.b.Example.com, example.com",
    "localhost, localhost",
    "192.0.2.7, 192.0.2.7",
    "2001:db8::1, 2001:db8::1"
  })
  void tenantsBelowOneDomainAreOne(String host, String domain) {
    assertThat(Witnesses.domain(host)).isEqualTo(domain);
  }

  private static InetSocketAddress at(String address, RawServer server) throws IOException {
    return new InetSocketAddress(
        InetAddress.getByName(address), address.equals("127.0.0.1") ? server.port() : 1);
  }
}
