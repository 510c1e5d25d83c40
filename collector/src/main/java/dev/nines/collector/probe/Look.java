package dev.nines.collector.probe;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One look at a target: how much time it has, and what was seen besides good or bad.
///
/// Every step waits against the same end, so that no dripping step can stretch the whole. Safe
/// between threads.
final class Look {

  /// The steps of a look, in their order.
  enum Phase {
    /// From the name to an address.
    RESOLVE,
    /// To a connection, encrypted if it is to be.
    CONNECT,
    /// To the head of the answer, or the first message.
    ANSWER,
    /// To the end of the answer.
    BODY;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The certificate of a chain that ends first.
  ///
  /// @param serial of the certificate, in hexadecimal
  /// @param ends the last instant at which it is valid
  record Certificate(String serial, Instant ends) {}

  private final long startedNanos = System.nanoTime();
  private final Duration timeout;
  private final Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
  private Duration marked = Duration.ZERO;
  private Optional<Duration> took = Optional.empty();
  private Optional<Certificate> certificate = Optional.empty();
  private Optional<MessageTally> messages = Optional.empty();

  Look(Duration timeout) {
    this.timeout = timeout;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /// The look is over.
  synchronized void end() {
    took = Optional.of(elapsed());
  }

  /// How long it took; so far, if it is not over.
  synchronized Duration took() {
    return took.orElseGet(this::elapsed);
  }

  Duration timeout() {
    return timeout;
  }

  /// How much time is left, at least zero.
  Duration left() {
    Duration left = timeout.minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  <T> T await(CompletionStage<T> stage)
      throws TimeoutException, ExecutionException, InterruptedException {
    return stage.toCompletableFuture().get(left().toNanos(), TimeUnit.NANOSECONDS);
  }

  /// A step is over. One that is taken several times, over redirects, counts as a whole.
  synchronized void ended(Phase phase) {
    Duration now = elapsed();
    phases.merge(phase, now.minus(marked), Duration::plus);
    marked = now;
  }

  /// How long each step took that was ended.
  synchronized Map<Phase, Duration> phases() {
    return new EnumMap<>(phases);
  }

  /// The step that is being waited for.
  synchronized Phase current() {
    for (Phase phase : Phase.values()) {
      if (!phases.containsKey(phase)) {
        return phase;
      }
    }
    return Phase.BODY;
  }

  /// The other side's certificates were seen.
  synchronized void saw(List<? extends java.security.cert.Certificate> chain) {
    certificate =
        chain.stream()
            .filter(X509Certificate.class::isInstance)
            .map(X509Certificate.class::cast)
            .min(Comparator.comparing(X509Certificate::getNotAfter))
            .map(
                first ->
                    new Certificate(
                        first.getSerialNumber().toString(16), first.getNotAfter().toInstant()));
  }

  synchronized Optional<Certificate> certificate() {
    return certificate;
  }

  synchronized void saw(MessageTally tally) {
    messages = Optional.of(tally);
  }

  synchronized Optional<MessageTally> messages() {
    return messages;
  }
}
