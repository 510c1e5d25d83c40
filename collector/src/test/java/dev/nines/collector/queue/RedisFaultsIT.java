package dev.nines.collector.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nines.collector.database.Readings;
import dev.nines.collector.source.Diagnosis;
import dev.nines.slo.model.Observation.Reading;
import dev.nines.testing.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each fault of a server: what it makes of a reading, and that it is over when it is over.
class RedisFaultsIT {
  private static RedisServer server;

  /// @param name what is wrong
  /// @param begin makes it so
  /// @param end mends it
  /// @param meaning of the reading meanwhile
  /// @param reason what its reason contains
  record Fault(String name, Step begin, Step end, Class<? extends Reading> meaning, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Something done to the server.
  interface Step {
    void run() throws Exception;
  }

  @BeforeAll
  static void start() {
    // Loading takes a tenth of a second for each key.
    server = RedisServer.start("--key-load-delay", "100000");
    QueueTargets.command(server.port(), user("secret"));
    QueueTargets.command(server.port(), "HSET bull:q:meta version x");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(
            "a changed password",
            () -> {
              QueueTargets.command(server.port(), user("other"));
              QueueTargets.command(server.port(), "CLIENT KILL USER gw");
            },
            () -> QueueTargets.command(server.port(), user("secret")),
            Reading.Partial.class,
            "password_file"),
        new Fault(
            "a right taken away",
            () -> QueueTargets.command(server.port(), "ACL SETUSER gw -zcard"),
            () -> QueueTargets.command(server.port(), "ACL SETUSER gw +zcard"),
            Reading.Partial.class,
            "NOPERM"),
        new Fault(
            "a server that hangs",
            () -> signal("STOP"),
            () -> signal("CONT"),
            Reading.Unreachable.class,
            "time"),
        new Fault(
            "a server that is down",
            () -> server.stop(),
            () -> {
              server.restart();
              QueueTargets.command(server.port(), user("secret"));
            },
            Reading.Unreachable.class,
            "cannot be reached"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachFaultIsNamedAndEndsByItself(Fault fault) throws Exception {
    var source = new QueueSource(QueueTargets.withUser(server.port(), "gw", "secret", "bull"));
    assertThat(Readings.read(source)).isInstanceOf(Reading.Complete.class);
    fault.begin().run();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                Reading reading = Readings.read(source);
                assertThat(reading).isInstanceOf(fault.meaning());
                assertThat(reading.toString()).contains(fault.reason());
              });
    } finally {
      fault.end().run();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(Readings.read(source)).isInstanceOf(Reading.Complete.class));
    source.close();
  }

  @Test
  void aServerThatLoadsItsDataIsNotReadyAndNotDown() throws Exception {
    try (RedisServer slow =
        RedisServer.start(
            "--key-load-delay", "100000", "--loading-process-events-interval-bytes", "1024")) {
      for (int i = 0; i < 50; i++) {
        QueueTargets.command(slow.port(), "SET filler:" + i + " " + "x".repeat(2_000));
      }
      QueueTargets.command(slow.port(), "CONFIG SET rdbcompression no");
      QueueTargets.command(slow.port(), "SAVE");
      slow.stop();
      slow.restart();
      var source = new QueueSource(QueueTargets.standalone(slow.port(), "bull"));
      assertThat(Readings.read(source))
          .isInstanceOfSatisfying(
              Reading.Partial.class, partial -> assertThat(partial.reason()).contains("LOADING"));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(Readings.read(source)).isInstanceOf(Reading.Complete.class));
      source.close();
    }
  }

  @Test
  void aNameThatNobodyKnowsIsNamed() throws Exception {
    var gone = new QueueTarget.Topology.Standalone(new QueueTarget.Node("redis.invalid", 6379));
    var source =
        new QueueSource(QueueTargets.of(gone, Optional.empty(), "", Optional.empty(), "bull"));
    assertThat(Readings.read(source))
        .isInstanceOfSatisfying(
            Reading.Unreachable.class,
            reading -> assertThat(reading.reason()).contains("cannot be reached"));
    source.close();
  }

  @Test
  void doctorPrintsTheUserThatIsMissing() throws Exception {
    assertThat(examine(QueueTargets.withUser(server.port(), "gw", "secret", "bull")))
        .allSatisfy(each -> assertThat(each.level()).isEqualTo(Diagnosis.Level.OK));
    assertThat(examine(QueueTargets.withUser(server.port(), "gw", "wrong", "bull", "t:{tenant}")))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.level()).isEqualTo(Diagnosis.Level.PROBLEM);
              assertThat(each.remedy())
                  .startsWith("ACL SETUSER gw reset on")
                  .contains("%R~bull:* %R~t:*:*");
            });
    assertThat(examine(QueueTargets.standalone(server.port(), "bull")))
        .anySatisfy(each -> assertThat(each.level()).isEqualTo(Diagnosis.Level.ADVICE));
  }

  private static List<Diagnosis.Finding> examine(QueueTarget target) throws Exception {
    return new QueueDiagnosis(target, InstantSource.fixed(Instant.EPOCH)).examine();
  }

  private static String user(String password) {
    return RedisAcl.setUser("gw", password, List.of("bull:*"));
  }

  private static void signal(String name) throws Exception {
    String pid = Long.toString(server.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }
}
