package dev.nines.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {

  @Test
  void oneTargetThatAnswersIsEnough() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var reference =
          Reference.of(
              List.of(
                  new Reference.Target("127.0.0.1", FreePort.find()),
                  new Reference.Target("127.0.0.1", server.getLocalPort())));
      assertThat(reference.isReachable()).isTrue();
    }
  }

  @Test
  void anAnswerIsBelievedForAWhileOnly() throws IOException {
    var nanos = new AtomicLong();
    Reference reference;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var target = new Reference.Target("127.0.0.1", server.getLocalPort());
      reference =
          new Reference(List.of(target), Duration.ofSeconds(1), Duration.ofSeconds(1), nanos::get);
      assertThat(reference.isReachable()).isTrue();
    }
    assertThat(reference.isReachable()).isTrue();
    nanos.set(Duration.ofSeconds(1).toNanos());
    assertThat(reference.isReachable()).isFalse();
  }

  @Test
  void withoutAReferenceEveryTargetIsBlamed() {
    assertThat(Reference.NONE.isReachable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "one.one.one.one:443, one.one.one.one, 443",
    "[2606:4700::1111]:53, 2606:4700::1111, 53",
    "https://example.com/health, example.com, 443",
    "http://example.com, example.com, 80",
    "http://example.com:8080/, example.com, 8080"
  })
  void aTargetIsHostAndPortOrAUrl(String text, String host, int port) {
    assertThat(Reference.Target.parse(text)).isEqualTo(new Reference.Target(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "example.com", "ftp://example.com", "a b:80", "example.com:0"})
  void anythingElseIsRefusedWithWhatWasExpected(String text) {
    assertThatThrownBy(() -> Reference.Target.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
