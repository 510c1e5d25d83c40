package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantAskTest {

  @Test
  void placeholdersInHeadersAndBodyAreFilledIn() {
    var filled =
        (Ask.Http)
            TenantAsk.of(
                    http("{tenant.slug}", "{\"id\": \"{tenant.id}\"}"),
                    UrlTemplateTest.tenant(Map.of("slug", "ac-me")))
                .orElseThrow();
    assertThat(filled.headers()).containsEntry("X-Tenant", "ac-me");
    assertThat(filled.body()).hasValue("{\"id\": \"acme\"}");
  }

  @Test
  void aBodyOfJsonAloneNeedsNoTenant() {
    assertThat(TenantAsk.isPerTenant(http("x", "{\"id\": {\"a\": 1}}"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Admin: 1", "\"", "\\"})
  void aValueThatCouldSaySomethingOfItsOwnIsNotSent(String slug) {
    var tenant = UrlTemplateTest.tenant(Map.of("slug", slug));
    assertThat(TenantAsk.of(http("{tenant.slug}", ""), tenant)).isEmpty();
  }

  private static Ask.Http http(String header, String body) {
    return new Ask.Http(
        "POST",
        Map.of("X-Tenant", header),
        Optional.of(body),
        false,
        0,
        1024,
        StatusSet.SUCCESS,
        Map.of(),
        BodyExpectation.ANY);
  }
}
