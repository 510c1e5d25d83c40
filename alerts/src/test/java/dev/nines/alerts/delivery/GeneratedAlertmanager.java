package dev.nines.alerts.delivery;

import dev.nines.alerts.generate.AlertmanagerFiles;
import dev.nines.testing.AlertmanagerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/// A real Alertmanager with the generated routes, inhibitions and templates, whose pager is ours:
/// by a webhook, and in the words of a chat. As nobody else is told, `nobody` stands in for the
/// others.
final class GeneratedAlertmanager implements AutoCloseable {
  private final WebhookReceiver pager = new WebhookReceiver();
  private final WebhookReceiver chat = new WebhookReceiver();
  private final AlertmanagerServer server;
  private final Path templates;

  GeneratedAlertmanager() {
    var files =
        AlertmanagerFiles.of(AlertmanagerFiles.options(List.of(), new TreeSet<>(), ZoneOffset.UTC));
    try {
      templates = Files.createTempFile("nines", ".tmpl");
      Files.writeString(templates, files.get("nines.tmpl"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = AlertmanagerServer.start(config(files));
  }

  private String config(SortedMap<String, String> files) {
    return files
        .get("alertmanager.yml")
        .replace("'*.tmpl'", "'" + templates + "'")
        .replace(
            "  - name: pager\n",
            """
              - name: pager
                webhook_configs:
                  - url: '%s'
                slack_configs:
                  - api_url: '%s'
                    channel: pages
                    title: '{{ template "nines.title" . }}'
                    text: '{{ template "nines.text" . }}'
            """
                .formatted(pager.url(), chat.url()));
  }

  /// What the pager was told.
  WebhookReceiver pager() {
    return pager;
  }

  /// The same as messages of Slack.
  WebhookReceiver chat() {
    return chat;
  }

  AlertDelivery delivery(Duration tick) {
    return new AlertDelivery(
        List.of(new AlertmanagerTarget(URI.create(server.url()), new Credentials.None())),
        DeliverySettings.every(tick),
        InstantSource.system());
  }

  @Override
  public void close() {
    server.close();
    pager.close();
    chat.close();
    try {
      Files.delete(templates);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
