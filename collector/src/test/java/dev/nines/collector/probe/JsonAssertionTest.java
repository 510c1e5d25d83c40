package dev.nines.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAssertionTest {
  private static final String BODY =
      """
      {"status": "ok", "checks": [{"name": "db", "up": true, "ms": 12.0}], "odd key": null,
       "nested": {"a==b": 1}, "größe": 1e400}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$.status == \"ok\"",
        "$.status==\"ok\"",
        "/status == \"ok\"",
        "$.status != \"degraded\"",
        "$.checks[0].up == true",
        "/checks/0/ms == 12",
        "$['odd key'] == null",
        "$.nested[\"a==b\"] == 1",
        "$.größe > 5",
        "$.checks[0] == {\"name\":\"db\",\"up\":true,\"ms\":12.0}"
      })
  void whatIsTrueHolds(String assertion) throws IOException {
    assertThat(holds(assertion, BODY)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$.status == \"OK\"",
        "$.status == true",
        "$.missing == null",
        "$.missing != \"degraded\"",
        "$.checks[1].up != false",
        "$.checks[0].ms == \"12\"",
        "$.größe == 5"
      })
  void whatIsNotTrueOrNotThereDoesNotHold(String assertion) throws IOException {
    assertThat(holds(assertion, BODY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"status\":\"ok\"} {}",
        "{\"status\":\"ok\",\"status\":\"degraded\"}",
        "\u0000"
      })
  void aBodyThatIsNotOneUnambiguousJsonValueIsRefused(String body) {
    assertThatThrownBy(() -> holds("$.status == \"ok\"", body)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$.status",
        "$.status == ok",
        "status == \"ok\"",
        "$..status == 1",
        "$.a[x] == 1",
        "$.a == 1 2"
      })
  void anotherFormIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> JsonAssertion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected for example");
  }

  private static boolean holds(String assertion, String body) throws IOException {
    return JsonAssertion.parse(assertion)
        .holds(JsonAssertion.readBody(body.getBytes(StandardCharsets.UTF_8)));
  }
}
