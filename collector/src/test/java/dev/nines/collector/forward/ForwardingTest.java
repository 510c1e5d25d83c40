package dev.nines.collector.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.slo.model.Sample;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Series UP = new Series("up", Map.of("job", "shop"), SampleKind.GAUGE);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir private Path folder;
  private final FakeBackend backend = new FakeBackend();

  @AfterEach
  void close() {
    backend.close();
  }

  private Forwarding otlp(Optional<Path> headers, boolean gzip) throws IOException {
    return open(
        new ForwardSettings(
            List.of(
                new ForwardSettings.Otlp(
                    "tempo", backend.uri(), Set.of("/v1/traces"), headers, gzip, TIMEOUT)),
            List.of(),
            1 << 20));
  }

  private Forwarding remoteWrite(RemoteWriteProtocol protocol) throws IOException {
    return open(
        new ForwardSettings(
            List.of(),
            List.of(
                new ForwardSettings.RemoteWrite(
                    "prometheus",
                    backend.uri().resolve("/api/v1/write"),
                    protocol,
                    List.of("up", "requests_.*"),
                    Map.of("cluster", "a"),
                    Optional.empty(),
                    TIMEOUT)),
            1 << 20));
  }

  private Forwarding open(ForwardSettings settings) throws IOException {
    return Forwarding.open(settings, folder, observation -> true, InstantSource.fixed(NOW));
  }

  private static Forwarder.Stats stats(Forwarding forwarding) {
    return forwarding.stats().getFirst();
  }

  @Test
  void otlpGoesOnAsItCameWithTheHeadersOfTheFile() throws Exception {
    Path headers = Files.writeString(folder.resolve("headers"), "# secret\nX-Key: abc\n");
    try (Forwarding forwarding = otlp(Optional.of(headers), true)) {
      forwarding.start();
      forwarding.putOtlp("/v1/traces", "application/json", "{}".getBytes(UTF_8));
      forwarding.putOtlp("/v1/logs", "application/json", "{}".getBytes(UTF_8));
      await().until(() -> stats(forwarding).sent() == 1);
    }
    assertThat(backend.got)
        .singleElement()
        .satisfies(
            got -> {
              assertThat(got.path()).isEqualTo("/v1/traces");
              assertThat(got.headers().getFirst("Content-type")).isEqualTo("application/json");
              assertThat(got.headers().getFirst("X-key")).isEqualTo("abc");
              var unpacked = new GZIPInputStream(new ByteArrayInputStream(got.body()));
              assertThat(unpacked.readAllBytes()).isEqualTo("{}".getBytes(UTF_8));
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void whatCannotBeTakenNowComesAgain(int status) throws Exception {
    backend.answering(status);
    try (Forwarding forwarding = otlp(Optional.empty(), false)) {
      forwarding.start();
      forwarding.putOtlp("/v1/traces", "application/x-protobuf", new byte[] {1});
      await().until(() -> stats(forwarding).sent() == 1);

      assertThat(stats(forwarding).retries()).isEqualTo(1);
      assertThat(stats(forwarding).trouble()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 413, 500})
  void whatIsRefusedIsDroppedAndCounted(int status) throws Exception {
    backend.answering(status);
    try (Forwarding forwarding = otlp(Optional.empty(), false)) {
      forwarding.start();
      forwarding.putOtlp("/v1/traces", "application/x-protobuf", new byte[] {1});
      forwarding.putOtlp("/v1/traces", "application/x-protobuf", new byte[] {2});
      await().until(() -> stats(forwarding).sent() == 1);

      assertThat(stats(forwarding).refused()).isEqualTo(1);
      assertThat(stats(forwarding).queue().waitingRecords()).isZero();
    }
  }

  @Test
  void whatWaitsIsSentAfterARestart() throws Exception {
    try (Forwarding forwarding = otlp(Optional.empty(), false)) {
      forwarding.putOtlp("/v1/traces", "application/x-protobuf", new byte[] {1});
      forwarding.putOtlp("/v1/traces", "application/x-protobuf", new byte[] {2});
    }
    try (Forwarding forwarding = otlp(Optional.empty(), false)) {
      forwarding.start();
      await().until(() -> stats(forwarding).sent() == 2);
    }
    assertThat(backend.got).extracting(got -> got.body()[0]).containsExactly((byte) 1, (byte) 2);
  }

  @Test
  void remoteWriteTellsItsVersionAndTriesServerErrorsAgain() throws Exception {
    backend.sayingWhatIsWritten().answering(500);
    try (Forwarding forwarding = remoteWrite(RemoteWriteProtocol.V2)) {
      forwarding.start();
      forwarding.accept(observation(NOW, sample("up", SampleKind.GAUGE, 1)));
      forwarding.accept(observation(NOW, sample("other", SampleKind.GAUGE, 1)));
    }
    try (Forwarding forwarding = remoteWrite(RemoteWriteProtocol.V2)) {
      forwarding.start();
      await().until(() -> stats(forwarding).sent() == 1);
    }
    assertThat(backend.got).extracting(ForwardingTest::version).containsOnly("2.0.0");
    FakeBackend.Got last = backend.got.getLast();
    assertThat(last.headers().getFirst("Content-encoding")).isEqualTo("snappy");
    assertThat(last.headers().getFirst("Content-type"))
        .isEqualTo("application/x-protobuf;proto=io.prometheus.write.v2.Request");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 415})
  void aReceiverThatDoesNotTakeVersion2GetsVersion1(int status) throws Exception {
    backend.answering(status);
    try (Forwarding forwarding = remoteWrite(RemoteWriteProtocol.V2)) {
      forwarding.accept(observation(NOW, sample("up", SampleKind.GAUGE, 1)));
      forwarding.accept(observation(NOW.plusSeconds(1), sample("up", SampleKind.GAUGE, 0)));
    }
    try (Forwarding forwarding = remoteWrite(RemoteWriteProtocol.V2)) {
      forwarding.start();
      await().until(() -> stats(forwarding).sent() == 1);
      assertThat(stats(forwarding).refused()).isZero();
    }
    assertThat(backend.got)
        .extracting(ForwardingTest::version)
        .as("once by 2.0, then the same by 1.0")
        .containsExactly("2.0.0", "0.1.0");
    assertThat(backend.got.getLast().headers().getFirst("Content-type"))
        .isEqualTo("application/x-protobuf");
    assertThat(SnappyBlock.unpack(backend.got.getLast().body()))
        .isEqualTo(
            SnappyBlock.unpack(
                new RemoteWriteEncoder(
                        RemoteWriteProtocol.V1, Map.of("cluster", "a"), new MetricBook())
                    .encode(
                        List.of(
                            new RemoteSample(UP, 1, NOW.toEpochMilli()),
                            new RemoteSample(UP, 0, NOW.plusSeconds(1).toEpochMilli())),
                        _ -> false)));
  }

  @Test
  void whatWaitsIsSentInTheVersionInWhichItWasWritten() throws Exception {
    backend.sayingWhatIsWritten();
    for (RemoteWriteProtocol protocol : RemoteWriteProtocol.values()) {
      try (Forwarding forwarding = remoteWrite(protocol)) {
        forwarding.accept(observation(NOW, sample("up", SampleKind.GAUGE, 1)));
      }
    }
    try (Forwarding forwarding = remoteWrite(RemoteWriteProtocol.V1)) {
      forwarding.start();
      await().until(() -> stats(forwarding).sent() == 2);
    }
    assertThat(backend.got).extracting(ForwardingTest::version).containsExactly("0.1.0", "2.0.0");
  }

  @Test
  void whatWaitedForAnotherProtocolIsRefusedAndEndsNothing() throws Exception {
    byte[] noSnappy = {16, 1, (byte) 0xff, 0, 7};
    try (DiskQueue queue = DiskQueue.open(folder.resolve("prometheus"), 1 << 20)) {
      queue.append(noSnappy);
    }
    try (Forwarding forwarding = remoteWrite(RemoteWriteProtocol.V1)) {
      forwarding.start();
      await().until(() -> stats(forwarding).refused() == 1);
      forwarding.accept(observation(NOW, sample("up", SampleKind.GAUGE, 1)));
    }
    try (Forwarding forwarding = remoteWrite(RemoteWriteProtocol.V1)) {
      forwarding.start(); // the former one may have sent it already
      await().until(() -> !backend.got.isEmpty());
    }
  }

  @Test
  void aHeaderOfTheUserReplacesNoneOfTheProtocolAndABadOneEndsNothing() throws Exception {
    Path headers = Files.writeString(folder.resolve("headers"), "Not A Name: x\n");
    try (Forwarding forwarding = otlp(Optional.of(headers), false)) {
      forwarding.start();
      forwarding.putOtlp("/v1/traces", "application/json", "{}".getBytes(UTF_8));
      await().until(() -> stats(forwarding).trouble().orElse("").contains("headers_file"));
      Files.writeString(headers, "content-type: text/plain\n");
      await().until(() -> stats(forwarding).sent() == 1);
    }
    assertThat(backend.got)
        .singleElement()
        .satisfies(
            got ->
                assertThat(got.headers().get("Content-type")).containsExactly("application/json"));
  }

  @Test
  void aValueThatHasTheBitsOfAnEndIsWrittenAsTheUsualNaN() {
    var out = new ArrayList<byte[]>();
    var encoder = new RemoteWriteEncoder(RemoteWriteProtocol.V1, Map.of(), new MetricBook());
    var feed =
        new RemoteWriteFeed(
            encoder, series -> true, each -> true, InstantSource.fixed(NOW), out::add, () -> {});
    feed.accept(observation(NOW, new Sample(UP, RemoteSample.STALE)));
    feed.flush();

    assertThat(out.getFirst())
        .isEqualTo(
            encoder.encode(
                List.of(new RemoteSample(UP, Double.NaN, NOW.toEpochMilli())), _ -> true));
  }

  @Test
  void theSeriesOfATargetThatIsRemovedEnd() {
    var out = new ArrayList<byte[]>();
    var encoder = new RemoteWriteEncoder(RemoteWriteProtocol.V2, Map.of(), new MetricBook());
    Instant later = NOW.plusSeconds(15);
    var feed =
        new RemoteWriteFeed(
            encoder, series -> true, each -> true, InstantSource.fixed(later), out::add, () -> {});
    feed.accept(observation(NOW, new Sample(UP, 1)));
    feed.ended("scrape", "shop");
    feed.ended("scrape", "shop");
    feed.flush();

    assertThat(out.getFirst())
        .isEqualTo(
            encoder.encode(
                List.of(
                    new RemoteSample(UP, 1, NOW.toEpochMilli()),
                    new RemoteSample(UP, RemoteSample.STALE, later.toEpochMilli())),
                _ -> true));
  }

  private static String version(FakeBackend.Got got) {
    return got.headers().getFirst("X-prometheus-remote-write-version");
  }

  private static Sample sample(String name, SampleKind kind, double value) {
    return new Sample(new Series(name, Map.of("job", "shop"), kind), value);
  }

  private static Observation observation(Instant at, Sample... samples) {
    return new Observation("scrape", "shop", at, new Reading.Complete(List.of(samples), List.of()));
  }
}
