package dev.nines.collector.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.TestClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTenantsTest {
  private static final Tenant ACME =
      new Tenant(
          new TenantId("acme"),
          "Acme: \"the\" company, Zürich #1",
          "enterprise",
          Instant.parse("2026-01-31T12:34:56.789Z"),
          Optional.of(new BigDecimal("120000.50")),
          ZoneId.of("Europe/Zurich"),
          Locale.GERMAN,
          List.of("a@example.com", "b@example.com"),
          Optional.of("tenant_acme"),
          Optional.of("acme_app"),
          Map.of("server", "db1", "note", "yes: no"));

  @TempDir private Path folder;

  @Test
  void everythingAboutATenantIsRememberedAsItWas() throws Exception {
    remembering(() -> List.of(ACME)).read();

    assertThat(remembering(RememberedTenantsTest::down).remembered()).containsExactly(ACME);
  }

  @Test
  void theFileIsReadableByTheGatewaysUserOnly() throws Exception {
    remembering(() -> List.of(ACME)).read();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void anEmptyAnswerForgetsNothing() throws Exception {
    remembering(() -> List.of(ACME)).read();
    remembering(List::of).read();

    assertThat(remembering(RememberedTenantsTest::down).remembered()).hasSize(1);
  }

  @Test
  void aBrokenFileIsNoTenants() throws IOException {
    Files.writeString(file(), "{\"tenants\": [");

    assertThat(remembering(RememberedTenantsTest::down).remembered()).isEmpty();
  }

  @Test
  void withTheDatabaseDownAtTheStartTheDirectoryKnowsTheTenantsOfTheLastRun() throws Exception {
    remembering(() -> List.of(ACME)).read();
    var directory =
        new TenantDirectory(
            List.of(remembering(RememberedTenantsTest::down)),
            TestClock.at(Instant.EPOCH),
            _ -> {});

    assertThat(directory.recall()).isTrue();
    TenantDirectory.Status status = directory.refresh();

    assertThat(directory.tenants()).containsExactly(ACME);
    assertThat(status.complete()).isFalse();
    assertThat(status.failures().getFirst())
        .contains("the control database cannot be read, its last 1 tenants stay");
  }

  @Test
  void listsThatAreReplacedKeepTheTenantsOfTheFormerOneOfTheirNameUntilTheyCanBeRead() {
    var directory =
        new TenantDirectory(
            List.of(list(() -> List.of(ACME))), TestClock.at(Instant.EPOCH), _ -> {});
    directory.refresh();

    directory.replace(List.of(list(RememberedTenantsTest::down)));

    assertThat(directory.tenants()).containsExactly(ACME);
  }

  @Test
  void aLaterStartChangesTheIntervalOfTheRefreshes() throws Exception {
    var reads = new java.util.concurrent.Semaphore(0);
    try (var directory =
        new TenantDirectory(
            List.of(
                list(
                    () -> {
                      reads.release();
                      return List.of(ACME);
                    })),
            TestClock.at(Instant.EPOCH),
            _ -> {})) {
      directory.start(Duration.ofHours(1));
      reads.acquire();

      directory.start(Duration.ofMillis(1));

      assertThat(reads.tryAcquire(3, 5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
  }

  private Path file() {
    return folder.resolve("tenants.json");
  }

  private RememberedTenants remembering(Answer answer) {
    return new RememberedTenants(list(answer), file());
  }

  private static List<Tenant> down() throws IOException {
    throw new IOException("Connection refused");
  }

  private static TenantList list(Answer answer) {
    return new TenantList() {
      @Override
      public String name() {
        return "the control database";
      }

      @Override
      public Result read() throws IOException {
        return new Result(answer.tenants(), List.of());
      }
    };
  }

  private interface Answer {
    List<Tenant> tenants() throws IOException;
  }
}
