package dev.nines.collector.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource({
    "tenant_1,     tenant_1,    true",
    "tenant_1,     tenantX1,    true",
    "tenant_1,     tenant1,     false",
    "tenant\\_1,   tenant_1,    true",
    "tenant\\_1,   tenantX1,    false",
    "tenant\\_%,   tenant_abc,  true",
    "tenant\\_%,   tenant_,     true",
    "tenant\\_%,   tenantabc,   false",
    "%,            anything,    true",
    "%_1,          t_1,         true",
    "%_1,          1,           false",
    "a%b%c,        aXbXXc,      true",
    "a%b%c,        aXcXb,       false",
    "a\\%b,        a%b,         true",
    "a\\%b,        aXb,         false",
    "Tenant_1,     tenant_1,    false",
  })
  void aPatternMatchesAsInAGrant(String pattern, String name, boolean matches) {
    assertThat(new NamePattern(pattern, true).matches(name)).isEqualTo(matches);
  }

  @Test
  void caseIsOfNoMatterWhereTheServerTakesItForNone() {
    assertThat(new NamePattern("Tenant\\_1", false).matches("tenant_1")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant_1", "a%b", "back\\slash", "_%_"})
  void whatIsWrittenLiterallyMatchesItselfOnly(String name) {
    var pattern = new NamePattern(NamePattern.literally(name), true);
    assertThat(pattern.matches(name)).isTrue();
    assertThat(pattern.matches(name.replaceFirst("[_%]", "x")))
        .isEqualTo(!name.matches(".*[_%].*"));
  }
}
