package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.config.Escalation.Sink;
import dev.nines.collector.gateway.config.Escalation.Step;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `escalation`: sinks, and the steps that name them.
final class EscalationSection {
  private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
  private static final Path NO_FILE = Path.of("");
  private static final URI NO_ADDRESS = URI.create("http://localhost");
  private static final Duration LATEST_STEP = Duration.ofDays(1);
  private static final List<String> SEVERITIES = List.of("critical", "warning", "info");
  private static final int SUBMISSION_PORT = 587;

  private final Values values;
  private final Set<String> names = new HashSet<>();

  EscalationSection(Values values) {
    this.values = values;
  }

  Escalation read(Fields fields) {
    var sinks = new ArrayList<Sink>();
    var steps = new ArrayList<Step>();
    fields
        .required("sinks")
        .ifPresent(
            list ->
                list.items()
                    .forEach(each -> each.fields().flatMap(this::sink).ifPresent(sinks::add)));
    fields
        .required("steps")
        .ifPresent(
            list ->
                list.items()
                    .forEach(each -> each.fields().flatMap(this::step).ifPresent(steps::add)));
    fields.finish();
    return new Escalation(sinks, steps);
  }

  private Optional<Sink> sink(Fields fields) {
    Optional<Field> nameField = fields.required("name");
    String name = nameField.flatMap(values::text).orElse("");
    if (!name.isEmpty() && !names.add(name)) {
      nameField.ifPresent(
          each -> each.error("the name '%s' is used twice".formatted(name), "Give each its own"));
    }
    var kinds = new ArrayList<Sink>();
    kind(fields, "webhook").map(each -> webhook(name, each)).ifPresent(kinds::add);
    kind(fields, "slack").map(each -> slack(name, each)).ifPresent(kinds::add);
    kind(fields, "pagerduty").map(each -> pagerDuty(name, each)).ifPresent(kinds::add);
    kind(fields, "email").map(each -> email(name, each)).ifPresent(kinds::add);
    kind(fields, "sms").map(each -> sms(name, each)).ifPresent(kinds::add);
    if (kinds.size() != 1) {
      nameField.ifPresent(
          each ->
              each.error(
                  "the sink has %d kinds".formatted(kinds.size()),
                  "Give it exactly one of webhook, slack, pagerduty, email, sms"));
    }
    fields.finish();
    return kinds.stream().findFirst();
  }

  private static Optional<Fields> kind(Fields fields, String name) {
    return fields.optional(name).flatMap(Field::fields);
  }

  private Sink webhook(String name, Fields fields) {
    var sink = new Sink.Webhook(name, url(fields), requiredFile(fields, "secret_file"));
    fields.finish();
    return sink;
  }

  private Sink slack(String name, Fields fields) {
    var sink = new Sink.Slack(name, requiredFile(fields, "url_file"));
    fields.finish();
    return sink;
  }

  private Sink pagerDuty(String name, Fields fields) {
    var url = fields.optional("url").flatMap(values::httpUrl).orElse(PAGERDUTY);
    var sink = new Sink.PagerDuty(name, url, requiredFile(fields, "routing_key_file"));
    fields.finish();
    return sink;
  }

  private Sink email(String name, Fields fields) {
    var security =
        fields
            .optional("security")
            .flatMap(each -> each.oneOf(List.of("none", "starttls", "tls")))
            .orElse("starttls");
    var login =
        fields
            .optional("login")
            .flatMap(Field::fields)
            .map(each -> ConfigReader.login(values, each));
    fields
        .optional("login")
        .filter(_ -> security.equals("none"))
        .ifPresent(
            each ->
                each.error(
                    "sends a password without TLS", "Write security: starttls, or take it away"));
    var sink =
        new Sink.Email(
            name,
            values.requiredText(fields, "host"),
            Math.toIntExact(values.whole(fields, "port", SUBMISSION_PORT, 1, 65_535)),
            security,
            values.requiredText(fields, "from"),
            values.texts(fields, "to"),
            login,
            ScrapeSection.tls(values, fields));
    fields.finish();
    return sink;
  }

  private Sink sms(String name, Fields fields) {
    var sink =
        new Sink.Sms(
            name,
            url(fields),
            values.labels(fields, "form"),
            values.requiredText(fields, "username"),
            requiredFile(fields, "password_file"));
    fields.finish();
    return sink;
  }

  private URI url(Fields fields) {
    return fields.required("url").flatMap(values::httpUrl).orElse(NO_ADDRESS);
  }

  private Path requiredFile(Fields fields, String name) {
    return fields.required(name).flatMap(each -> values.path(each, false)).orElse(NO_FILE);
  }

  private Optional<Step> step(Fields fields) {
    var after = values.duration(fields, "after", Duration.ZERO, Duration.ZERO, LATEST_STEP);
    var sink = fields.required("sink").flatMap(each -> each.oneOf(names));
    var severities = new HashSet<String>();
    fields
        .optional("severities")
        .ifPresent(
            list ->
                list.items().forEach(each -> each.oneOf(SEVERITIES).ifPresent(severities::add)));
    fields.finish();
    return sink.map(
        name -> new Step(after, name, severities.isEmpty() ? Set.of("critical") : severities));
  }
}
