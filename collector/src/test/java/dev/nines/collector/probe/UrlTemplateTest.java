package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {

  @ParameterizedTest
  @CsvSource({
    "http://host/t/{tenant.id}/health, http://host/t/acme/health",
    "https://{tenant.id}.example.com/health, https://acme.example.com/health",
    "http://host:8080/?db={tenant.database}&x=1, http://host:8080/?db=db%20acme%2F%26x&x=1",
    "http://{tenant.label.slug}.example.com, http://ac-me.example.com"
  })
  void aTenantsValuesAreFilledIn(String template, String expected) {
    assertThat(UrlTemplate.parse(template).url(tenant(Map.of("slug", "ac-me"))))
        .hasValue(URI.create(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example/", "user@evil", "a:80", "-", "a b", "x#"})
  void aValueCannotTurnAHostIntoAnotherPlace(String slug) {
    var template = UrlTemplate.parse("http://{tenant.label.slug}.example.com/");
    assertThat(template.url(tenant(Map.of("slug", slug)))).isEmpty();
  }

  @Test
  void aValueCannotClimbThePath() {
    var template = UrlTemplate.parse("http://host/a/{tenant.label.slug}/b");
    assertThat(template.url(tenant(Map.of("slug", "..")))).isEmpty();
    assertThat(template.url(tenant(Map.of("slug", "../x"))))
        .hasValue(URI.create("http://host/a/..%2Fx/b"));
  }

  @Test
  void aTenantWithoutTheValueHasNoUrl() {
    assertThat(UrlTemplate.parse("http://h/{tenant.label.slug}").url(tenant(Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://host/{tenant.name}",
        "http://host/{tenant.label.}",
        "http://host/{tenant.id",
        "ftp://host/",
        "http:///health",
        "host/health",
        "http://user:secret@host/",
        "http://host:99999/",
        ""
      })
  void whatIsNoUrlToProbeIsRefused(String text) {
    assertThatThrownBy(() -> UrlTemplate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  static Tenant tenant(Map<String, String> labels) {
    return new Tenant(
        new TenantId("acme"),
        "Acme",
        "pro",
        Instant.EPOCH,
        Optional.empty(),
        ZoneOffset.UTC,
        Locale.ENGLISH,
        List.of(),
        Optional.of("db acme/&x"),
        Optional.empty(),
        labels);
  }
}
