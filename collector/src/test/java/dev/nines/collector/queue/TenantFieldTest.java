package dev.nines.collector.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantFieldTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tenantId  | {\"tenantId\":\"acme\"}        | acme",
        "tenantId  | {\"tenantId\":17}              | 17",
        "tenant.id | {\"tenant\":{\"id\":\"acme\"}} | acme"
      })
  void aFieldOfTheDataNamesTheTenant(String path, String data, String tenant) {
    assertThat(TenantField.parse(path).of(data)).hasValue(tenant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "no json",
        "[]",
        "{\"tenantId\":null}",
        "{\"tenantId\":{}}",
        "{\"tenantId\":\"a b\"}",
        "{\"tenantId\":\"\"}"
      })
  void whatCanBeNoIdNamesNobody(String data) {
    assertThat(TenantField.parse("tenantId").of(data)).isEmpty();
    assertThat(TenantField.parse("tenantId").of(null)).isEmpty();
  }

  @Test
  void anEmptyNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TenantField.parse("tenant..id"))
        .withMessageContaining("empty name");
  }
}
