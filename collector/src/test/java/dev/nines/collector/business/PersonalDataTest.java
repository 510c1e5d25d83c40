package dev.nines.collector.business;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email",
        "contact_email",
        "mail",
        "phone",
        "first_name",
        "lastname",
        "user_name",
        "username",
        "birth_date",
        "iban",
        "customer_name",
        "customer_id",
        "ip_address",
        "address",
        "Email"
      })
  void namesThatLookPersonalAreFound(String column) {
    assertThat(PersonalData.columns(List.of(column), Set.of())).containsExactly(column);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tenant",
        "tier",
        "service",
        "cohort",
        "country",
        "ratio",
        "value",
        "emails_sent",
        "plan_name",
        "product",
        "zipped",
        "shipments",
        "status",
        "clients",
        "mailbox"
      })
  void othersAreNot(String column) {
    assertThat(PersonalData.columns(List.of(column), Set.of())).isEmpty();
  }

  @Test
  void whatIsAllowedIsNotRefused() {
    assertThat(PersonalData.columns(List.of("login", "email"), Set.of("login")))
        .containsExactly("email");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada@example.com", "+49 170 1234567", "DE89370400440532013000"})
  void valuesThatLookPersonalAreFound(String value) {
    assertThat(PersonalData.isValue(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"enterprise", "2026-01", "@home", "1.2.3", "openai", "EUR", ""})
  void otherValuesAreNot(String value) {
    assertThat(PersonalData.isValue(value)).isFalse();
  }
}
