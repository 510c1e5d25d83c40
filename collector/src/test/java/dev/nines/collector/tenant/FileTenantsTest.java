package dev.nines.collector.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.yaml.Diagnostic;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTenantsTest {
  @TempDir Path folder;

  @Test
  void everyFieldOfATenantIsRead() throws IOException {
    var result =
        read(
            """
            tenants:
              - id: acme
                name: Acme GmbH
                tier: enterprise
                onboarded_at: 2026-01-31
                contract_value: 120000.50
                zone: Europe/Berlin
                language: de
                report_recipients: [ops@acme.example, cto@acme.example]
                database: tenant_acme
                database_user: u_acme
                labels: {region: eu, cluster: "2"}
            """);
    assertThat(result.problems()).isEmpty();
    assertThat(result.tenants())
        .containsExactly(
            new Tenant(
                new TenantId("acme"),
                "Acme GmbH",
                "enterprise",
                Instant.parse("2026-01-30T23:00:00Z"),
                Optional.of(new BigDecimal("120000.50")),
                ZoneId.of("Europe/Berlin"),
                Locale.GERMAN,
                List.of("ops@acme.example", "cto@acme.example"),
                Optional.of("tenant_acme"),
                Optional.of("u_acme"),
                Map.of("region", "eu", "cluster", "2")));
  }

  @Test
  void anIdIsEnough() throws IOException {
    Tenant tenant = read("tenants: [{id: a1}]").tenants().getFirst();
    assertThat(tenant.name()).isEqualTo("a1");
    assertThat(tenant.tier()).isEqualTo("standard");
    assertThat(tenant.onboardedAt()).isEqualTo(Instant.EPOCH);
    assertThat(tenant.zone()).isEqualTo(ZoneOffset.UTC);
    assertThat(tenant.contractValueEuros()).isEmpty();
  }

  @Test
  void wrongRowsAreAllReportedWithTheirPlaceAndTheOthersStay() throws IOException {
    var result =
        read(
            """
            tenants:
              - name: nobody
              - id: "../etc"
              - id: zoned
                zone: Europe/Atlantis
                contract_value: -5
              - id: good
              - id: good
            """);
    assertThat(result.tenants()).extracting(Tenant::id).containsExactly(new TenantId("good"));
    assertThat(result.problems())
        .extracting(Diagnostic::render)
        .map(text -> text.substring(folder.toString().length() + 1))
        .containsExactly(
            "tenants.yml:2:5: error: id: is missing. Give the tenant an id.",
            "tenants.yml:3:9: error: tenants[1].id: must be 1 to 63 letters, digits, '_', '.' or"
                + " '-', beginning with a letter or digit, but is '../etc'. Write it like acme.",
            "tenants.yml:5:11: error: tenants[2].zone: must be a time zone, but is"
                + " 'Europe/Atlantis'. Write it like Europe/Berlin.",
            "tenants.yml:6:21: error: tenants[2].contract_value: must be an amount of at least 0,"
                + " but is '-5'. Write it like 120000.00.",
            "tenants.yml:8:9: error: tenants[4].id: 'good' is there twice. Remove one of the two"
                + " rows; the first one counts.");
  }

  @Test
  void aMisspeltFieldIsReportedAndTheTenantStays() throws IOException {
    var result = read("tenants: [{id: a, databse: x}]");
    assertThat(result.tenants()).hasSize(1);
    assertThat(result.problems().getFirst().remedy()).contains("database");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T10:00:00Z, 2026-01-31T10:00:00Z",
    "2026-01-31 10:00:00, 2026-01-31T10:00:00Z",
    "2026-01-31 10:00:00.000000, 2026-01-31T10:00:00Z",
    "2026-01-31T10:00:00+02:00, 2026-01-31T08:00:00Z",
    "2026-01-31T10:00:00-02:00, 2026-01-31T12:00:00Z",
    "2026-01-31, 2026-01-31T00:00:00Z"
  })
  void onboardingIsAnInstantOrADay(String written, String expected) throws IOException {
    Tenant tenant =
        read("tenants: [{id: a, onboarded_at: '" + written + "'}]").tenants().getFirst();
    assertThat(tenant.onboardedAt()).isEqualTo(expected);
  }

  @Test
  void aFileThatIsNotThereOrNotYamlIsRefusedAsAWhole() {
    assertThatThrownBy(() -> new FileTenants(folder.resolve("none.yml")).read())
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> read("tenants: ["))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tenants.yml:1:");
    assertThatThrownBy(() -> read("tenant: []")).hasMessageContaining("Add the field 'tenants'");
  }

  private TenantList.Result read(String yaml) throws IOException {
    Path file = folder.resolve("tenants.yml");
    Files.writeString(file, yaml);
    return new FileTenants(file).read();
  }
}
