package dev.nines.collector.gateway.metrics;

import dev.nines.collector.forward.Forwarder;
import io.prometheus.client.Collector;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// `nines_forward_*`: what was passed on, and what waits, by destination.
public final class ForwardMetrics extends Collector {
  private final Supplier<List<Forwarder.Stats>> forwarders;

  public ForwardMetrics(Supplier<List<Forwarder.Stats>> forwarders) {
    this.forwarders = forwarders;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    List<Forwarder.Stats> stats = forwarders.get();
    return List.of(
        each(Family.counter("nines_forward_sent", "Records that arrived."), stats, s -> s.sent()),
        each(
            Family.counter("nines_forward_refused", "Records that the other side would not have."),
            stats,
            s -> s.refused()),
        each(
            Family.counter("nines_forward_retries", "Attempts that had to be repeated."),
            stats,
            s -> s.retries()),
        each(
            Family.counter("nines_forward_dropped", "Unsent records dropped from a full queue."),
            stats,
            s -> s.queue().droppedRecords()),
        each(
            Family.counter("nines_forward_lost", "Records that the disk did not take."),
            stats,
            s -> s.lost()),
        each(
            Family.gauge("nines_forward_waiting", "Records that wait."),
            stats,
            s -> s.queue().waitingRecords()),
        each(
            Family.gauge("nines_forward_queue_bytes", "What the queue holds on the disk."),
            stats,
            s -> s.queue().bytes()),
        each(
            Family.gauge("nines_forward_queue_limit_bytes", "What it may hold."),
            stats,
            s -> s.queue().limitBytes()),
        each(
            Family.gauge("nines_forward_up", "Whether the destination takes records."),
            stats,
            s -> s.trouble().isEmpty() ? 1 : 0));
  }

  private static MetricFamilySamples each(
      Family family, List<Forwarder.Stats> stats, ToDoubleFunction<Forwarder.Stats> value) {
    return family.each(stats, List.of("destination"), one -> List.of(one.name()), value);
  }
}
