package dev.nines.collector.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9610, 127.0.0.1, 9610, true",
    "localhost:0, localhost, 0, true",
    "[::1]:9610, ::1, 9610, true",
    ":9610, 0.0.0.0, 9610, false",
    "0.0.0.0:9610, 0.0.0.0, 9610, false"
  })
  void anAddressIsHostAndPort(String text, String host, int port, boolean loopback) {
    ListenAddress address = ListenAddress.parse(text);

    assertThat(address).isEqualTo(new ListenAddress(host, port));
    assertThat(address.isLoopback()).isEqualTo(loopback);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9610", "localhost", "localhost:", "localhost:http", "::1:9610", "x:70000"})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("for example");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9610, http://127.0.0.1:9610",
    "localhost:9700, http://localhost:9700",
    "[::1]:9610, http://[::1]:9610"
  })
  void aBrowserFindsItThere(String text, String url) {
    assertThat(ListenAddress.parse(text).url()).hasToString(url);
  }

  @Test
  void everyInterfaceIsFoundByTheNameOfTheMachine() {
    assertThat(ListenAddress.parse(":9610").url().getHost()).isNotEqualTo("0.0.0.0");
  }

  @Test
  void aNameThatDoesNotResolveIsNotTakenForLoopback() {
    assertThat(new ListenAddress("no-such-host.invalid", 1).isLoopback()).isFalse();
  }
}
