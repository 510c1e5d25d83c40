package dev.nines.collector.probe;

import static dev.nines.collector.probe.Probing.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.nines.collector.probe.CheckResult.Good;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a server that says what it was asked.
class HttpRequestTest {
  private static final List<String> asked = new CopyOnWriteArrayList<>();
  private static Probing probing;
  private static HttpServer server;

  @BeforeAll
  static void open() {
    probing = new Probing();
    server =
        probing
            .vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(true))
            .requestHandler(HttpRequestTest::answer)
            .listen(0, "127.0.0.1")
            .await();
  }

  private static void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              asked.add(
                  "%s %s %s %s"
                      .formatted(
                          request.version(),
                          request.method(),
                          request.getHeader("X-Tenant"),
                          body));
              var response = request.response().putHeader("X-Version", "2.4.1");
              switch (request.path()) {
                case "/other" -> response.setStatusCode(303).putHeader("Location", "/there").end();
                case "/same" -> response.setStatusCode(307).putHeader("Location", "/there").end();
                default -> response.end("{\"queue\": {\"depth\": 12}, \"version\": \"2.4.1\"}");
              }
            });
  }

  @AfterAll
  static void close() {
    probing.close();
  }

  @Test
  void methodHeadersAndBodyAreSent() throws Exception {
    assertThat(run("/", ask("PUT", false, 0))).isEqualTo(new Good());
    assertThat(asked.getLast()).isEqualTo("HTTP_1_1 PUT acme {\"a\": 1}");
  }

  @Test
  void aRedirectToSeeOtherIsAskedWithoutTheBody() throws Exception {
    assertThat(run("/other", ask("POST", false, 1))).isEqualTo(new Good());
    assertThat(asked.getLast()).isEqualTo("HTTP_1_1 GET acme ");
    assertThat(run("/same", ask("POST", false, 1))).isEqualTo(new Good());
    assertThat(asked.getLast()).isEqualTo("HTTP_1_1 POST acme {\"a\": 1}");
  }

  @Test
  void http2IsSpokenIfItMustBe() throws Exception {
    assertThat(run("/", ask("GET", true, 0))).isEqualTo(new Good());
    assertThat(asked.getLast()).startsWith("HTTP_2 ");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Version, ^2[.], GOOD",
    "X-Version, ^3[.], HEADER",
    "X-Missing, ., HEADER",
  })
  void aHeaderOfTheAnswerCanBeExpected(String name, String pattern, String outcome)
      throws Exception {
    var ask =
        new Ask.Http(
            "GET",
            Map.of(),
            Optional.empty(),
            false,
            0,
            1024,
            StatusSet.SUCCESS,
            Map.of(name, Pattern.compile(pattern)),
            BodyExpectation.ANY);
    assertThat(outcome(run("/", ask))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "depth.*12     |        |    |    | GOOD",
        "depth.*13     |        |    |    | BODY",
        "              | depth  |    |    | BODY",
        "              | error  | 10 | 99 | GOOD",
        "              |        | 99 |    | BODY",
        "              |        |    | 10 | BODY"
      })
  void aBodyCanBeExpectedByTextAndSize(
      String matches, String not, Long min, Long max, String outcome) throws Exception {
    var body =
        new BodyExpectation(
            List.of(),
            patterns(matches),
            patterns(not),
            Optional.ofNullable(min),
            Optional.ofNullable(max));
    assertThat(outcome(run("/", Ask.Http.get(body)))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.queue.depth < 13       | GOOD",
        "$.queue.depth <= 11      | BODY",
        "/queue/depth >= 12       | GOOD",
        "/queue/depth>12          | BODY",
        "$.version =~ \"^2[.]\"   | GOOD",
        "$.version =~ \"^3[.]\"   | BODY",
        "$.version < 3            | BODY"
      })
  void aBodyCanBeExpectedByItsJson(String assertion, String outcome) throws Exception {
    assertThat(outcome(run("/", Ask.Http.get(Probing.jsonBody(assertion))))).isEqualTo(outcome);
  }

  private static List<Pattern> patterns(String text) {
    return text == null ? List.of() : List.of(Pattern.compile(text));
  }

  private static Ask.Http ask(String method, boolean http2, int redirects) {
    return new Ask.Http(
        method,
        Map.of("X-Tenant", "acme"),
        method.equals("GET") ? Optional.empty() : Optional.of("{\"a\": 1}"),
        http2,
        redirects,
        1024,
        StatusSet.SUCCESS,
        Map.of(),
        BodyExpectation.ANY);
  }

  private static CheckResult run(String path, Ask ask) throws InterruptedException {
    return probing.run(
        Probing.settings("http://127.0.0.1:%d%s".formatted(server.actualPort(), path), ask));
  }

  private static String outcome(CheckResult result) {
    return result instanceof Good ? "GOOD" : reason(result).name();
  }
}
