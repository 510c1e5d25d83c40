package dev.nines.collector.otlp;

import dev.nines.collector.otlp.tenant.Sender;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where both transports hand in their requests: unpacked and decoded by a few workers, off the
/// event loop. What waits for a worker is bounded by the memory budget. Safe between threads.
final class Intake implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final MemoryBudget budget;
  private final Counters counters;
  private final BlockingQueue<Worker> idle;
  private final ExecutorService threads;

  Intake(int workers, Supplier<Worker> newWorker, MemoryBudget budget, Counters counters) {
    this.budget = budget;
    this.counters = counters;
    this.idle = new ArrayBlockingQueue<>(workers);
    for (int i = 0; i < workers; i++) {
      idle.add(newWorker.get());
    }
    this.threads =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().name("otlp-", 0).daemon().factory());
  }

  /// Room for the body of a request of a sender; to be closed when it is answered.
  Reservation reserve(Sender sender) {
    return new Reservation(budget, sender.name());
  }

  /// Takes a request and says later, on another thread, what it came to.
  ///
  /// @param room the body's own bytes are reserved in it already
  void accept(
      Signal signal,
      Encoding encoding,
      boolean gzip,
      byte[] body,
      Sender sender,
      Reservation room,
      Consumer<Answer> answered) {
    threads.execute(
        () -> {
          Answer answer;
          try {
            answer = unpackedAndTaken(signal, encoding, gzip, body, sender, room);
          } catch (RuntimeException | Error e) {
            log.error("a request with {} could not be taken", signal, e);
            answer = new Answer.Failed("something went wrong inside the gateway");
          }
          counters.answered(signal, answer);
          answered.accept(answer);
        });
  }

  private Answer unpackedAndTaken(
      Signal signal,
      Encoding encoding,
      boolean gzip,
      byte[] body,
      Sender sender,
      Reservation room) {
    byte[] bytes = body;
    if (gzip) {
      switch (Body.gunzip(body, room)) {
        case Body.Unpacked.Whole(byte[] whole) -> bytes = whole;
        case Body.Unpacked.Refused(Answer answer) -> {
          return answer;
        }
      }
    }
    if (encoding == Encoding.JSON && !room.grow(bytes.length)) {
      return noRoom();
    }
    try {
      Worker worker = idle.take();
      try {
        return worker.accept(signal, encoding, bytes, sender);
      } finally {
        idle.add(worker);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Failed("the gateway is stopping");
    }
  }

  /// Notes an answer that was given without a worker.
  Answer answered(Signal signal, Answer answer) {
    counters.answered(signal, answer);
    return answer;
  }

  void refusedSender() {
    counters.refusedSender();
  }

  static Answer noRoom() {
    return new Answer.Overloaded("too much is being received at the moment", RETRY_AFTER);
  }

  static Answer tooLarge() {
    return new Answer.TooLarge(
        "the request has more than %d bytes; send smaller batches".formatted(Body.MAX_BYTES));
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
