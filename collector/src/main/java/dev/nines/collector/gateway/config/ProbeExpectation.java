package dev.nines.collector.gateway.config;

import com.google.re2j.Pattern;
import dev.nines.collector.probe.Ask;
import dev.nines.collector.probe.BodyExpectation;
import dev.nines.collector.probe.JsonAssertion;
import dev.nines.collector.probe.StatusSet;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a probe expects of an answer by HTTP: `expect`.
final class ProbeExpectation {
  private final Values values;

  ProbeExpectation(Values values) {
    this.values = values;
  }

  /// The request with its status and headers expected.
  Ask.Http status(Ask.Http request, Optional<Fields> expect) {
    return with(
        request,
        expect
            .flatMap(each -> each.optional("status"))
            .flatMap(this::statuses)
            .orElse(StatusSet.SUCCESS),
        expect.map(this::headers).orElse(Map.of()),
        request.expected());
  }

  /// The request with its body expected.
  Ask.Http body(Ask.Http request, Optional<Fields> expect) {
    return with(
        request,
        request.statuses(),
        request.answerHeaders(),
        expect.map(each -> body(each, request.bodyLimitBytes())).orElse(BodyExpectation.ANY));
  }

  private static Ask.Http with(
      Ask.Http request, StatusSet statuses, Map<String, Pattern> headers, BodyExpectation body) {
    return new Ask.Http(
        request.method(),
        request.headers(),
        request.body(),
        request.http2(),
        request.maxRedirects(),
        request.bodyLimitBytes(),
        statuses,
        headers,
        body);
  }

  private Optional<StatusSet> statuses(Field list) {
    var texts = new ArrayList<String>();
    list.items().forEach(item -> item.anyText().ifPresent(texts::add));
    try {
      return Optional.of(StatusSet.parse(texts));
    } catch (IllegalArgumentException e) {
      list.error(String.valueOf(e.getMessage()), "Write it like [200, 2xx, 300-399]");
      return Optional.empty();
    }
  }

  private Map<String, Pattern> headers(Fields expect) {
    var headers = new TreeMap<String, Pattern>();
    expect
        .optional("headers")
        .flatMap(Field::fields)
        .ifPresent(
            written ->
                written
                    .all()
                    .forEach(
                        each ->
                            values
                                .expression(each)
                                .ifPresent(pattern -> headers.put(each.name(), pattern))));
    return headers;
  }

  private BodyExpectation body(Fields expect, int limitBytes) {
    var body =
        new BodyExpectation(
            json(expect),
            values.patterns(expect, "body_matches"),
            values.patterns(expect, "body_not_matches"),
            bytes(expect, "body_min_bytes"),
            bytes(expect, "body_max_bytes"));
    if (body.minBytes().filter(min -> min > limitBytes).isPresent()) {
      expect.error(
          "body_min_bytes is more than is read of a body, %d".formatted(limitBytes),
          "Raise the probe's 'body_limit_bytes'");
    }
    return body;
  }

  private Optional<Long> bytes(Fields expect, String name) {
    return expect.has(name)
        ? Optional.of(values.whole(expect, name, 0, 0, Integer.MAX_VALUE))
        : Optional.empty();
  }

  private List<JsonAssertion> json(Fields expect) {
    var assertions = new ArrayList<JsonAssertion>();
    expect
        .optional("json")
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item ->
                            values.parsed(item, JsonAssertion::parse).ifPresent(assertions::add)));
    return assertions;
  }
}
