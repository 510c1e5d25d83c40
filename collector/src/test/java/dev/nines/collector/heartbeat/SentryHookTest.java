package dev.nines.collector.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.slo.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentryHookTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final TenantId ACME = new TenantId("acme");

  private static final String CREATED =
      """
      {"action": "created", "installation": {"uuid": "a8e5d37a"}, "actor": {"type": "application"},
       "data": {"issue": {
         "id": "1170820242", "shortId": "SHOP-API-1", "title": "ReferenceError: heck is not defined",
         "culprit": "orders.create", "level": "error", "status": "unresolved",
         "project": {"id": "1", "name": "Shop API", "slug": "shop-api", "platform": "node"},
         "firstSeen": "2026-03-02T11:58:17.320000Z", "count": "1",
         "url": "https://sentry.io/api/0/organizations/test-org/issues/1170820242/",
         "web_url": "https://sentry.io/organizations/test-org/issues/1170820242/"}}}
      """;

  private static final String EVENT_ALERT =
      """
      {"action": "triggered", "actor": {"id": "sentry"}, "data": {
         "event": {
           "event_id": "e4874d664c3540c1a32eab185f12c5ab", "issue_id": "1170820242", "project": 1,
           "title": "ReferenceError: heck is not defined", "level": "error", "platform": "node",
           "release": "shop@2.4.1", "datetime": "2026-03-02T11:59:17.677000Z",
           "tags": [["browser", "Chrome 75"], ["tenant", "acme"], ["level", "error"]],
           "url": "https://sentry.io/api/0/projects/test-org/shop-api/events/e4874d66/",
           "web_url": "https://sentry.io/organizations/test-org/issues/1170820242/events/e4874d66/"},
         "triggered_rule": "Seen by more than 100 users in an hour",
         "issue_alert": {"title": "Seen by more than 100 users in an hour", "settings": []}}}
      """;

  private static final String METRIC_ALERT =
      """
      {"action": "critical", "data": {
         "description_title": "Critical: Too many errors",
         "description_text": "1000 events in the last 10 minutes",
         "metric_alert": {"id": "4", "identifier": "4", "title": "Too many errors",
           "projects": ["shop-api"], "date_started": "2026-03-02T11:50:00Z",
           "alert_rule": {"aggregate": "count()", "projects": ["shop-api"]}},
         "web_url": "https://sentry.io/organizations/test-org/alerts/4/"}}
      """;

  private final SentryHook hook =
      new SentryHook(id -> Optional.of(ACME).filter(each -> each.value().equals(id)));

  @Test
  void aNewIssueHasItsProjectPlaceAndPage() {
    assertThat(read("issue", CREATED))
        .contains(
            new Issue(
                Issue.Kind.NEW,
                "1170820242",
                "shop-api",
                "ReferenceError: heck is not defined",
                "orders.create",
                "",
                Optional.empty(),
                "https://sentry.io/organizations/test-org/issues/1170820242/",
                Instant.parse("2026-03-02T11:58:17.320Z")));
  }

  @Test
  void anIssueAlertHasTheRuleTheReleaseAndTheTenantOfItsTag() {
    assertThat(read("event_alert", EVENT_ALERT))
        .contains(
            new Issue(
                Issue.Kind.ALERT,
                "e4874d664c3540c1a32eab185f12c5ab",
                "shop-api",
                "ReferenceError: heck is not defined",
                "Seen by more than 100 users in an hour",
                "shop@2.4.1",
                Optional.of(ACME),
                "https://sentry.io/organizations/test-org/issues/1170820242/events/e4874d66/",
                Instant.parse("2026-03-02T11:59:17.677Z")));
  }

  @Test
  void aMetricAlertIsASpike() {
    assertThat(read("metric_alert", METRIC_ALERT))
        .contains(
            new Issue(
                Issue.Kind.SPIKE,
                "4 critical",
                "shop-api",
                "Critical: Too many errors",
                "1000 events in the last 10 minutes",
                "",
                Optional.empty(),
                "https://sentry.io/organizations/test-org/alerts/4/",
                Instant.parse("2026-03-02T11:50:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[\"tenant.id\", \"acme\"]] | acme",
        "[{\"key\": \"tenant\", \"value\": \"acme\"}] | acme",
        "[[\"tenant\", \"stranger\"], [\"tenant.id\", \"acme\"]] | acme",
        "[[\"tenant\", \"stranger\"]] | none",
        "[[\"tenant\", \"../acme\"]] | none",
        "[[\"tenant\", null]] | none",
        "[[\"tenant\"]] | none",
        "[[]] | none",
        "[] | none",
        "null | none",
        "\"acme\" | none",
      })
  void onlyATagThatNamesAKnownTenantAttributes(String tags, String tenant) {
    String body = "{\"data\": {\"event\": {\"event_id\": \"1\", \"tags\": %s}}}".formatted(tags);
    assertThat(read("event_alert", body).orElseThrow().tenant().map(TenantId::value).orElse("none"))
        .isEqualTo(tenant);
  }

  @Test
  void whatIsNotToldIsUnknownAndOfNow() {
    assertThat(read("event_alert", "{\"data\": {\"event\": {\"project\": 17}}}"))
        .contains(
            new Issue(
                Issue.Kind.ALERT, "", "17", "without a title", "", "", Optional.empty(), "", NOW));
    assertThat(read("issue", "{\"action\": \"created\", \"data\": {\"issue\": {}}}"))
        .hasValueSatisfying(issue -> assertThat(issue.project()).isEqualTo("unknown"));
  }

  @Test
  void theReleaseMayStandInATag() {
    String body = "{\"data\": {\"event\": {\"release\": null, \"tags\": [[\"release\", \"7\"]]}}}";
    assertThat(read("event_alert", body).orElseThrow().release()).isEqualTo("7");
  }

  @Test
  void aTimeToComeIsNotBelieved() {
    String body = CREATED.replace("2026-03-02T11:58", "2036-03-02T11:58");
    assertThat(read("issue", body).orElseThrow().at()).isEqualTo(NOW);
  }

  @Test
  void longTextsAreCut() {
    String body = CREATED.replace("heck", "x".repeat(10_000));
    assertThat(read("issue", body).orElseThrow().title()).hasSize(200).endsWith("…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "/relative", "", "http://[x"})
  void anAddressThatIsNoPageIsLeftOut(String url) {
    String body = CREATED.replaceAll("\"web_url\": \"[^\"]*\"", "\"web_url\": \"" + url + "\"");
    assertThat(read("issue", body).orElseThrow().url()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "issue | {\"action\": \"resolved\", \"data\": {\"issue\": {\"id\": \"1\"}}}",
        "issue | {\"action\": \"assigned\", \"data\": {}}",
        "metric_alert | {\"action\": \"resolved\", \"data\": {\"metric_alert\": {\"id\": \"4\"}}}",
        "installation | {\"action\": \"created\", \"data\": {\"installation\": {}}}",
        "comment | {\"action\": \"created\", \"data\": {\"comment\": \"hello\"}}",
        "error | {\"action\": \"created\", \"data\": {\"error\": {}}}",
        "seer | {}",
      })
  void theRestIsNothingToNote(String resource, String body) {
    assertThat(read(resource, body)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "issue | nonsense | not JSON",
        "issue | '' | not an object",
        "issue | [] | not an object",
        "issue | {\"action\": \"created\"} | data.issue: is missing",
        "event_alert | {\"data\": {\"event\": 1}} | data.event: is missing",
        "metric_alert | {\"action\": \"warning\"} | data.metric_alert: is missing",
      })
  void whatIsWrongIsSaid(String resource, String body, String problem) {
    assertThatThrownBy(() -> read(resource, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  /// Computed with `openssl dgst -sha256 -hmac key`; the text is known from Wikipedia's HMAC page.
  @Test
  void theSignatureIsTheHmacOfTheWholeBody() {
    byte[] body = bytes("The quick brown fox jumps over the lazy dog");
    String signature = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";
    assertThat(SentryHook.isSigned(body, "key", Optional.of(signature))).isTrue();
    assertThat(SentryHook.isSigned(body, "Key", Optional.of(signature))).isFalse();
    assertThat(SentryHook.isSigned(bytes("The quick"), "key", Optional.of(signature))).isFalse();
    assertThat(SentryHook.isSigned(body, "key", Optional.of(signature.substring(2)))).isFalse();
    assertThat(SentryHook.isSigned(body, "key", Optional.of(""))).isFalse();
    assertThat(SentryHook.isSigned(body, "key", Optional.empty())).isFalse();
    assertThat(SentryHook.isSigned(body, "", Optional.of(signature))).isFalse();
  }

  private Optional<Issue> read(String resource, String body) {
    return hook.read(resource, bytes(body), NOW);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
