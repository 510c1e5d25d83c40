package dev.nines.collector.probe;

import static dev.nines.collector.probe.Probing.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.testing.FreePort;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpFailureTest {
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
  void aSilentServerTimesOut() throws Exception {
    try (var server = RawServer.start(_ -> new CountDownLatch(1).await())) {
      assertThat(reason(probing.run(Probing.impatient(server.url("/")))))
          .isEqualTo(ProbeFailure.TIMEOUT);
    }
  }

  @Test
  void aDrippingBodyTimesOutAsAWhole() throws Exception {
    try (var server =
        RawServer.start(
            out -> {
              out.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
                      .getBytes(StandardCharsets.UTF_8));
              while (true) {
                out.write(' ');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(20);
              }
            })) {
      assertThat(reason(probing.run(Probing.impatient(server.url("/")))))
          .isEqualTo(ProbeFailure.TIMEOUT);
    }
  }

  @Test
  void garbageAndAConnectionThatIsClosedAreBrokenAnswers() throws Exception {
    try (var garbage =
            RawServer.start(
                out -> out.write("SSH-2.0-OpenSSH\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
        var closing = RawServer.start(_ -> {});
        var cutting =
            RawServer.start(
                out ->
                    out.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
                            .getBytes(StandardCharsets.UTF_8)))) {
      assertThat(reason(probing.get(garbage.url("/")))).isEqualTo(ProbeFailure.PROTOCOL);
      assertThat(reason(probing.get(closing.url("/")))).isEqualTo(ProbeFailure.RESET);
      assertThat(reason(probing.get(cutting.url("/")))).isEqualTo(ProbeFailure.RESET);
    }
  }

  @Test
  void nobodyListeningIsNoConnection() throws Exception {
    assertThat(reason(probing.get("http://127.0.0.1:" + FreePort.find() + "/")))
        .isEqualTo(ProbeFailure.CONNECT);
  }

  @Test
  void aHostWithoutAddressIsADnsFailure() throws Exception {
    HostResolver nothing =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(reason(probing.resolving(nothing).get("http://gone.example/")))
        .isEqualTo(ProbeFailure.DNS);
  }

  @Test
  void aResolverThatHangsTimesOut() throws Exception {
    HostResolver hanging =
        _ -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    assertThat(reason(probing.resolving(hanging).run(Probing.impatient("http://slow.example/"))))
        .isEqualTo(ProbeFailure.TIMEOUT);
  }
}
