package dev.nines.collector.gateway;

import dev.nines.alerts.delivery.AlertDelivery;
import dev.nines.alerts.delivery.InstanceStats;
import dev.nines.alerts.lifecycle.Alert;
import dev.nines.collector.gateway.config.GatewayConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The way to the Alertmanagers that the configuration names at present. Safe between threads.
final class Delivery implements Reloadable, AutoCloseable {
  private final InstantSource clock;
  private Wanted wanted;
  private AlertDelivery delivery;

  private record Wanted(List<GatewayConfig.Alertmanager> instances, Duration interval) {
    static Wanted of(GatewayConfig config) {
      return new Wanted(config.alertmanagers(), config.evaluationInterval());
    }
  }

  Delivery(GatewayConfig config, InstantSource clock) {
    this.clock = clock;
    this.wanted = Wanted.of(config);
    this.delivery = AlertAssembly.delivery(config, clock);
  }

  /// Says all that must be known now; returns at once.
  synchronized void tell(List<Alert> alerts) {
    delivery.tell(alerts);
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
      delivery = AlertAssembly.delivery(next.config(), clock);
      wanted = asked;
      Thread.ofVirtual().name("former-delivery").start(former::close);
    }
  }

  @Override
  public synchronized void close() {
    delivery.close();
  }
}
