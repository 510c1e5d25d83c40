package dev.nines.alerts.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the Alertmanagers what they hold of the kinds of alert that fire here, whoever told it, so
/// that the gateways of a pair can agree on one beginning. On a virtual thread of its own: no page
/// waits for an answer.
///
/// Asks soon after something began or ended, else once each resend delay, and only while something
/// fires. An instance that does not answer, or whose clock is off, is left out.
final class HeldAlerts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HeldAlerts.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> STRINGS = new TypeReference<>() {};

  private final List<AlertmanagerClient> instances;
  private final DeliverySettings settings;
  private final InstantSource clock;
  private final Thread thread = Thread.ofVirtual().name("held-alerts").unstarted(this::run);
  private volatile Firing firing = new Firing(Set.of(), Set.of());
  private volatile List<Alert> held = List.of();

  /// What fires here.
  ///
  /// @param names its alert names
  /// @param ids which alerts these are
  private record Firing(Set<String> names, Set<String> ids) {}

  HeldAlerts(List<AlertmanagerClient> instances, DeliverySettings settings, InstantSource clock) {
    this.instances = List.copyOf(instances);
    this.settings = settings;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  void tell(List<Alert> alerts) {
    var now =
        alerts.stream()
            .filter(alert -> alert.endsAt().isEmpty() && !alert.name().equals(AlertNames.WATCHDOG))
            .toList();
    firing =
        new Firing(
            now.stream().map(Alert::name).collect(Collectors.toCollection(TreeSet::new)),
            now.stream().map(Alert::id).collect(Collectors.toSet()));
  }

  /// What fires by the last answers, ours included.
  List<Alert> held() {
    return held;
  }

  private void run() {
    var pause = longer(settings.interval(), SHORTEST_PAUSE);
    var asked = new Firing(Set.of(), Set.of());
    var askedAt = Instant.MIN;
    try {
      while (true) {
        Thread.sleep(pause);
        var present = firing;
        var now = clock.instant();
        if (present.names().isEmpty()) {
          held = List.of();
        } else if (!present.equals(asked)
            || Duration.between(askedAt, now).compareTo(settings.resend()) >= 0) {
          held = ask(present.names(), now);
          askedAt = now;
        }
        asked = present;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private List<Alert> ask(Set<String> names, Instant now) throws InterruptedException {
    var filter = "alertname=~\"%s\"".formatted(String.join("|", names));
    var path = "/api/v2/alerts?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    var all = new ArrayList<Alert>();
    for (var instance : instances) {
      var answer = instance.get(path);
      if (answer.isPresent() && instance.isInStep()) {
        all.addAll(read(answer.get(), now));
      }
    }
    return List.copyOf(all);
  }

  /// The firing alerts of an answer; what is not an alert of ours is left out.
  static List<Alert> read(String body, Instant now) {
    try {
      var alerts = new ArrayList<Alert>();
      for (var node : JSON.readTree(body)) {
        alert(node).filter(alert -> !alert.isResolved(now)).ifPresent(alerts::add);
      }
      return alerts;
    } catch (JsonProcessingException e) {
      log.debug("An Alertmanager answers what is not JSON: {}", e.getMessage());
      return List.of();
    }
  }

  private static Optional<Alert> alert(JsonNode node) {
    try {
      return Optional.of(
          new Alert(
              JSON.convertValue(node.path("labels"), STRINGS),
              new TreeMap<>(),
              Instant.parse(node.path("startsAt").asText()),
              Optional.of(Instant.parse(node.path("endsAt").asText()))));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      log.debug("An Alertmanager holds what is no alert: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
