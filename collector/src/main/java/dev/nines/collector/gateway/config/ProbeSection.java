package dev.nines.collector.gateway.config;

import dev.nines.collector.probe.AddressGuard;
import dev.nines.collector.probe.Ask;
import dev.nines.collector.probe.Cidr;
import dev.nines.collector.probe.DnsType;
import dev.nines.collector.probe.ProbeSettings;
import dev.nines.collector.probe.ProbeTls;
import dev.nines.collector.probe.UrlTemplate;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One item of `probes`. The scheme of its URL says what kind it is, and so which further fields it
/// has; only a stream of events, which has the URL of a page, needs `kind: sse`.
final class ProbeSection {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration YEAR = Duration.ofDays(366);
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
  private static final UrlTemplate NOWHERE = UrlTemplate.parse("http://missing.invalid/");
  private static final List<String> KINDS =
      List.of("http", "sse", "websocket", "tcp", "tls", "dns");

  private final Values values;
  private final ProbeRequest request;
  private final ProbeExpectation expectation;

  ProbeSection(Values values) {
    this.values = values;
    this.request = new ProbeRequest(values);
    this.expectation = new ProbeExpectation(values);
  }

  ProbeSettings read(Fields fields) {
    String name = values.requiredText(fields, "name");
    UrlTemplate url =
        fields
            .required("url")
            .flatMap(field -> values.parsed(field, UrlTemplate::parse))
            .orElse(NOWHERE);
    Duration interval =
        values.duration(fields, "interval", Pace.INTERVAL, Pace.SHORTEST, LONGEST_INTERVAL);
    int retries = Math.toIntExact(values.whole(fields, "retries", 0, 0, 3));
    Duration timeout =
        values.duration(fields, "timeout", usualTimeout(interval, retries), SHORTEST, interval);
    ProbeTls tls =
        fields
            .optional("tls_config")
            .flatMap(Field::fields)
            .map(this::tls)
            .orElse(ProbeTls.DEFAULT);
    var guard = new AddressGuard(networks(fields));
    var expect = fields.optional("expect").flatMap(Field::fields);
    Optional<Duration> maxLatency =
        expect.flatMap(
            each -> values.duration(each, "latency_below", Duration.ofMillis(1), Pace.TIMEOUT));
    Ask ask = ask(fields, url, expect);
    expect.ifPresent(Fields::finish);
    fields.finish();
    try {
      return new ProbeSettings(name, url, ask, maxLatency, interval, timeout, retries, tls, guard);
    } catch (IllegalArgumentException e) {
      fields.error(
          String.valueOf(e.getMessage()), "Choose another interval, timeout or number of retries");
      return ProbeSettings.of(
          name, url, List.of(), Pace.INTERVAL, usualTimeout(Pace.INTERVAL, 0), guard);
    }
  }

  private Ask ask(Fields fields, UrlTemplate url, Optional<Fields> expect) {
    String byScheme =
        switch (url.scheme()) {
          case "ws", "wss" -> "websocket";
          case "https" -> "http";
          default -> url.scheme();
        };
    String kind = fields.optional("kind").flatMap(each -> each.oneOf(KINDS)).orElse(byScheme);
    if (!kind.equals(byScheme) && !(kind.equals("sse") && byScheme.equals("http"))) {
      fields
          .optional("kind")
          .ifPresent(
              each ->
                  each.error(
                      "does not fit to the scheme of the url, %s".formatted(url.scheme()),
                      "Leave it out, or write another url"));
      kind = byScheme;
    }
    return switch (kind) {
      case "sse" ->
          new Ask.EventStream(
              expectation.status(request.http(fields), expect), request.messages(fields));
      case "websocket" -> request.webSocket(fields);
      case "tcp", "tls" ->
          new Ask.Connection(
              fields.optional("send").flatMap(values::text),
              expect.flatMap(each -> values.pattern(each, "answer")));
      case "dns" ->
          new Ask.Dns(
              type(fields), expect.map(each -> values.patterns(each, "answers")).orElse(List.of()));
      default -> expectation.body(expectation.status(request.http(fields), expect), expect);
    };
  }

  private static DnsType type(Fields fields) {
    return fields
        .optional("type")
        .flatMap(each -> each.oneOf(Arrays.stream(DnsType.values()).map(Enum::name).toList()))
        .map(DnsType::valueOf)
        .orElse(DnsType.A);
  }

  private ProbeTls tls(Fields fields) {
    var tls =
        new ProbeTls(
            values.file(fields, "ca_file"),
            values.file(fields, "cert_file"),
            values.file(fields, "key_file"),
            fields.optional("server_name").flatMap(values::text),
            values.flag(fields, "insecure_skip_verify", false),
            values.duration(
                fields, "warn_before", ProbeTls.DEFAULT.warnBefore(), Duration.ZERO, YEAR));
    if (fields.has("cert_file") != fields.has("key_file")) {
      fields.error("a certificate needs its key", "Give both cert_file and key_file");
    }
    fields.finish();
    return tls;
  }

  private List<Cidr> networks(Fields fields) {
    var networks = new ArrayList<Cidr>();
    fields
        .optional("allow_networks")
        .ifPresent(
            list ->
                list.items()
                    .forEach(item -> values.parsed(item, Cidr::parse).ifPresent(networks::add)));
    return networks;
  }

  /// A check, with its retries, must be over before the next one begins.
  private static Duration usualTimeout(Duration interval, int retries) {
    Duration share =
        interval
            .minus(ProbeSettings.BEFORE_RETRY.multipliedBy(retries))
            .dividedBy(retries + 2L)
            .truncatedTo(ChronoUnit.MILLIS);
    if (share.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return share.compareTo(Pace.TIMEOUT) < 0 ? share : Pace.TIMEOUT;
  }
}
