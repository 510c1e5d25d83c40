package dev.nines.alerts.delivery;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Asks the Alertmanagers what they hold of the kinds of alert that fire here, whoever told it: so
/// the gateways of a pair can agree on one beginning, and a silence is seen. On a virtual thread of
/// its own: no page waits for an answer.
///
/// Asks soon after something began or ended, else once each resend delay, and only while something
/// fires. An instance that does not answer, or whose clock is off, is left out.
final class HeldAlerts implements AutoCloseable {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final List<AlertmanagerClient> instances;
  private final DeliverySettings settings;
  private final InstantSource clock;
  private final Acknowledgement acknowledgement;
  private final Set<String> knownSilences = new HashSet<>(); // each with the alert that it covers
  private final Thread thread = Thread.ofVirtual().name("held-alerts").unstarted(this::run);
  private volatile Map<SortedMap<String, String>, Alert> firing = Map.of();
  private volatile List<Alert> held = List.of();

  HeldAlerts(
      List<AlertmanagerClient> instances,
      DeliverySettings settings,
      InstantSource clock,
      Acknowledgement acknowledgement) {
    this.instances = List.copyOf(instances);
    this.settings = settings;
    this.clock = clock;
    this.acknowledgement = acknowledgement;
  }

  void start() {
    thread.start();
  }

  void tell(List<Alert> alerts) {
    firing =
        alerts.stream()
            .filter(alert -> alert.endsAt().isEmpty() && !alert.name().equals(AlertNames.WATCHDOG))
            .collect(Collectors.toMap(Alert::labels, alert -> alert, (first, _) -> first));
  }

  /// What fires by the last answers, ours included.
  List<Alert> held() {
    return held;
  }

  private void run() {
    var asked = Set.<String>of();
    var askedAt = Instant.MIN;
    try {
      while (true) {
        Thread.sleep(pause());
        var ours = firing;
        var ids = ours.values().stream().map(Alert::id).collect(Collectors.toSet());
        var now = clock.instant();
        if (ours.isEmpty()) {
          held = List.of();
          knownSilences.clear();
        } else if (!ids.equals(asked) || !askedAt.plus(settings.resend()).isAfter(now)) {
          held = ask(ours, now);
          askedAt = now;
        }
        asked = ids;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private Duration pause() {
    return settings.interval().compareTo(SHORTEST_PAUSE) > 0 ? settings.interval() : SHORTEST_PAUSE;
  }

  private List<Alert> ask(Map<SortedMap<String, String>, Alert> ours, Instant now)
      throws InterruptedException {
    var names =
        ours.values().stream()
            .map(Alert::name)
            .distinct()
            .sorted()
            .collect(Collectors.joining("|"));
    var filter = URLEncoder.encode("alertname=~\"" + names + '"', StandardCharsets.UTF_8);
    var all = new ArrayList<Alert>();
    for (var instance : instances) {
      var answer = instance.get("/api/v2/alerts?filter=" + filter);
      if (answer.isPresent() && instance.isInStep()) {
        for (var each : HeldAlert.firing(answer.get(), now)) {
          all.add(each.alert());
          var own = ours.get(each.alert().labels());
          if (own != null) {
            acknowledge(own, each.silences(), instance);
          }
        }
      }
    }
    return List.copyOf(all);
  }

  /// A silence from before the alert was planned, and says nothing of somebody being on it.
  private void acknowledge(Alert own, List<String> silences, AlertmanagerClient instance)
      throws InterruptedException {
    for (var silence : silences) {
      if (knownSilences.contains(own.id() + silence)) {
        continue;
      }
      var answer = instance.get("/api/v2/silence/" + silence);
      if (answer.isPresent()) {
        knownSilences.add(own.id() + silence);
        HeldAlert.madeBy(answer.get(), own.startsAt())
            .ifPresent(who -> acknowledgement.acknowledged(own.id(), who));
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
