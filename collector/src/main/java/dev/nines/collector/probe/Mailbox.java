package dev.nines.collector.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nines.collector.probe.Look.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Collects the messages of a stream, and says how long each took. Safe between threads.
final class Mailbox {
  private final MessagePlan plan;
  private final Look look;
  private final InstantSource clock;
  private final CompletableFuture<Boolean> full = new CompletableFuture<>();

  /// What we sent and is not answered, by its nonce, in the order of sending.
  private final Map<String, Duration> unanswered = new LinkedHashMap<>();

  private final List<Duration> latencies = new ArrayList<>();
  private int came;
  private Optional<Duration> opened = Optional.empty();
  private Optional<Duration> first = Optional.empty();

  Mailbox(MessagePlan plan, Look look, InstantSource clock) {
    this.plan = plan;
    this.look = look;
    this.clock = clock;
  }

  /// Is complete when all messages have come, or the stream broke.
  CompletionStage<Boolean> full() {
    return full;
  }

  synchronized boolean isOpen() {
    return opened.isPresent();
  }

  /// The stream is open.
  ///
  /// @return what is to be sent now
  synchronized List<String> open() {
    opened = Optional.of(look.elapsed());
    var toSend = new ArrayList<String>();
    for (int number = 0; plan.send().isPresent() && number < plan.count(); number++) {
      String nonce = UUID.randomUUID().toString();
      unanswered.put(nonce, look.elapsed());
      toSend.add(plan.send().get().replace(MessagePlan.NONCE, nonce));
    }
    return toSend;
  }

  /// A message came; one that nobody waits for is left alone.
  synchronized void arrived(String text) {
    if (came == plan.count() || !isWanted(text)) {
      return;
    }
    Duration now = look.elapsed();
    if (plan.send().isPresent()) {
      Optional<String> answered =
          unanswered.keySet().stream()
              .filter(nonce -> !plan.hasNonce() || text.contains(nonce))
              .findFirst();
      if (answered.isEmpty()) {
        return;
      }
      latencies.add(now.minus(unanswered.remove(answered.get())));
    } else {
      sentAt(text).map(at -> Duration.between(at, clock.instant())).ifPresent(this::note);
    }
    came++;
    if (first.isEmpty()) {
      first = opened.map(now::minus);
      look.ended(Phase.ANSWER);
    }
    if (came == plan.count()) {
      full.complete(true);
    }
  }

  /// Nothing more will come.
  void broke(Throwable why) {
    full.completeExceptionally(why);
  }

  synchronized MessageTally tally() {
    int late =
        (int)
            latencies.stream()
                .filter(
                    each -> plan.maxLatency().filter(most -> each.compareTo(most) > 0).isPresent())
                .count();
    return new MessageTally(
        came - late, late, plan.count() - came, first, latencies.stream().max(Duration::compareTo));
  }

  /// The two clocks may differ a little; nothing comes before it was sent.
  private void note(Duration latency) {
    latencies.add(latency.isNegative() ? Duration.ZERO : latency);
  }

  private boolean isWanted(String text) {
    return plan.matching().map(pattern -> pattern.matcher(text).find()).orElse(true);
  }

  private Optional<Instant> sentAt(String text) {
    if (plan.sentAt().isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode at =
          JsonAssertion.readBody(text.getBytes(StandardCharsets.UTF_8)).at(plan.sentAt().get());
      return at.isNumber()
          ? Optional.of(Instant.ofEpochMilli(at.longValue()))
          : Optional.of(Instant.parse(at.asText()));
    } catch (IOException | DateTimeException _) {
      return Optional.empty();
    }
  }
}
