package dev.nines.collector.gateway.config;

import dev.nines.collector.gateway.config.GatewayConfig.Login;
import dev.nines.collector.scrape.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is told directly, without Alertmanager, and when.
///
/// @param sinks the ways to reach somebody
/// @param steps who is told how long after an alert's beginning, until it is acknowledged
public record Escalation(List<Sink> sinks, List<Step> steps) {
  /// Nobody.
  public static final Escalation NONE = new Escalation(List.of(), List.of());

  public Escalation {
    sinks = List.copyOf(sinks);
    steps = List.copyOf(steps);
  }

  /// @param after how long after the beginning
  /// @param sink the name of a sink
  /// @param severities of which alerts
  public record Step(Duration after, String sink, Set<String> severities) {}

  /// A way to reach somebody.
  public sealed interface Sink {
    /// How steps name it.
    String name();

    /// A webhook, signed with the secret in the file.
    record Webhook(String name, URI url, Path secretFile) implements Sink {}

    /// A webhook of Slack; the file holds its address.
    record Slack(String name, Path urlFile) implements Sink {}

    /// PagerDuty's Events API v2.
    record PagerDuty(String name, URI url, Path routingKeyFile) implements Sink {}

    /// E-mail.
    ///
    /// @param security `none`, `starttls` or `tls`
    /// @param tls whose certificates are believed, if not those whom the system trusts
    record Email(
        String name,
        String host,
        int port,
        String security,
        String from,
        List<String> to,
        Optional<Login> login,
        Optional<TlsFiles> tls)
        implements Sink {}

    /// A provider of short messages that takes a form.
    ///
    /// @param form its fields; `{text}` is the message
    /// @param passwordFile for HTTP Basic
    record Sms(String name, URI url, Map<String, String> form, String user, Path passwordFile)
        implements Sink {}
  }
}
