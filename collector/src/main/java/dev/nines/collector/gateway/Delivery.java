package dev.nines.collector.gateway;

import dev.nines.alerts.delivery.AlertDelivery;
import dev.nines.alerts.delivery.InstanceStats;
import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.sink.SinkDelivery;
import dev.nines.alerts.sink.SinkStats;
import dev.nines.collector.gateway.config.Escalation;
import dev.nines.collector.gateway.config.GatewayConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The ways to the Alertmanagers and sinks that the configuration names at present. Safe between
/// threads.
final class Delivery implements Reloadable, AutoCloseable {
  private final Storage storage;
  private final InstantSource clock;
  private Wanted wanted;
  private Escalation escalation;
  private AlertDelivery delivery;
  private SinkDelivery sinks;

  private record Wanted(List<GatewayConfig.Alertmanager> instances, Duration interval) {
    static Wanted of(GatewayConfig config) {
      return new Wanted(config.alertmanagers(), config.evaluationInterval());
    }
  }

  Delivery(GatewayConfig config, Storage storage, InstantSource clock) {
    this.storage = storage;
    this.clock = clock;
    this.wanted = Wanted.of(config);
    this.escalation = config.escalation();
    this.delivery = AlertAssembly.delivery(config, clock, this::acknowledge);
    this.sinks = AlertAssembly.sinks(config, storage, clock);
  }

  /// Says all that must be known now; returns at once.
  synchronized void tell(List<Alert> alerts) {
    delivery.tell(alerts);
    sinks.tell(alerts);
  }

  /// What the Alertmanagers hold as firing, for the gateways of a pair to agree on beginnings. With
  /// sinks there is nothing to agree on: they know an alert by its beginning, and only one gateway
  /// may tell them.
  synchronized List<Alert> held() {
    return escalation.sinks().isEmpty() ? delivery.held() : List.of();
  }

  /// Somebody is on an alert: sinks are not told of it again until it is over. May wait for a disk.
  void acknowledge(String alertId, String who) {
    presentSinks().acknowledge(alertId, who); // without the lock: no page waits for that disk
  }

  private synchronized SinkDelivery presentSinks() {
    return sinks;
  }

  synchronized List<SinkStats> sinkStats() {
    return sinks.stats();
  }

  synchronized List<InstanceStats> stats() {
    return delivery.stats();
  }

  /// Changed instances are told everything at the next evaluation; the former ones are still told
  /// what waits, on a thread of their own.
  @Override
  public synchronized void takeOver(Startup next) {
    Wanted asked = Wanted.of(next.config());
    if (!asked.equals(wanted)) {
      AlertDelivery former = delivery;
      delivery = AlertAssembly.delivery(next.config(), clock, this::acknowledge);
      wanted = asked;
      Thread.ofVirtual().name("former-delivery").start(former::close);
    }
    if (!next.config().escalation().equals(escalation)) {
      sinks.close(); // what was not told is not on record, and comes from the new ones
      sinks = AlertAssembly.sinks(next.config(), storage, clock);
      escalation = next.config().escalation();
    }
  }

  @Override
  public synchronized void close() {
    sinks.close();
    delivery.close();
  }
}
