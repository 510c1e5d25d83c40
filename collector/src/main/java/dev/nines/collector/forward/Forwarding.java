package dev.nines.collector.forward;

import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Series;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Everything that is passed on, as one. Safe between threads.
public final class Forwarding implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration FLUSH_EVERY = Duration.ofSeconds(1);
  private static final Duration UNDER_WAY = Duration.ofSeconds(1);

  private final List<Forwarder> forwarders = new ArrayList<>();
  private final List<OtlpTaker> otlpTakers = new ArrayList<>();
  private final List<RemoteWriteFeed> feeds = new ArrayList<>();
  private final MetricBook book = new MetricBook();
  private final HttpClient client = client();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Thread flusher;

  private record OtlpTaker(ForwardSettings.Otlp settings, Forwarder forwarder) {}

  /// Opens the queues; sends nothing yet.
  ///
  /// @param folder each destination has a folder in it
  /// @param reportsAll whether an observation has all series of its target
  /// @throws IOException if a queue cannot be opened
  public static Forwarding open(
      ForwardSettings settings, Path folder, Predicate<Observation> reportsAll, InstantSource clock)
      throws IOException {
    var forwarding = new Forwarding();
    try {
      for (ForwardSettings.Otlp each : settings.otlp()) {
        forwarding.add(each, folder, settings.queueBytes(), clock);
      }
      for (ForwardSettings.RemoteWrite each : settings.remoteWrite()) {
        forwarding.add(each, folder, settings.queueBytes(), reportsAll, clock);
      }
    } catch (IOException e) {
      forwarding.close();
      throw e;
    }
    return forwarding;
  }

  /// Passes nothing on and keeps nothing.
  public static Forwarding nowhere() {
    return new Forwarding();
  }

  private Forwarding() {}

  private void add(ForwardSettings.Otlp each, Path folder, long queueBytes, InstantSource clock)
      throws IOException {
    var sending = new HttpSending(client, clock, headers(each.headersFile()), each.timeout());
    var forwarder =
        new Forwarder(
            each.name(),
            DiskQueue.open(folder.resolve(each.name()), queueBytes),
            new OtlpDestination(each.endpoint(), each.gzip(), sending));
    forwarders.add(forwarder);
    otlpTakers.add(new OtlpTaker(each, forwarder));
  }

  private void add(
      ForwardSettings.RemoteWrite each,
      Path folder,
      long queueBytes,
      Predicate<Observation> reportsAll,
      InstantSource clock)
      throws IOException {
    var sending = new HttpSending(client, clock, headers(each.headersFile()), each.timeout());
    var forwarder =
        new Forwarder(
            each.name(),
            DiskQueue.open(folder.resolve(each.name()), queueBytes),
            new RemoteWriteDestination(each.name(), each.url(), sending));
    forwarders.add(forwarder);
    book.open();
    List<Pattern> names = each.metrics().stream().map(Pattern::compile).toList();
    feeds.add(
        new RemoteWriteFeed(
            new RemoteWriteEncoder(each.protocol(), each.externalLabels(), book),
            series -> names.stream().anyMatch(name -> name.matcher(series.name()).matches()),
            reportsAll,
            clock,
            forwarder::put,
            forwarder::countLost));
  }

  static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT_TIMEOUT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  static Supplier<Map<String, String>> headers(Optional<Path> file) {
    return () -> file.map(HeadersFile::read).orElse(Map.of());
  }

  /// Begins to send.
  public synchronized void start() {
    forwarders.forEach(Forwarder::start);
    if (flusher == null && !feeds.isEmpty()) {
      flusher = Thread.ofVirtual().name("forward-flush").start(this::flushNowAndThen);
    }
  }

  private void flushNowAndThen() {
    try {
      while (!stopped.await(FLUSH_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        feeds.forEach(RemoteWriteFeed::flushIfDue);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// Takes an OTLP request for those that want its signal; returns when it is durable.
  ///
  /// @param path of the signal, for example `/v1/traces`
  public void putOtlp(String path, String contentType, byte[] body) {
    byte[] record = null;
    for (OtlpTaker taker : otlpTakers) {
      if (taker.settings.paths().contains(path)) {
        record = record == null ? OtlpDestination.record(path, contentType, body) : record;
        taker.forwarder.put(record);
      }
    }
  }

  /// Takes an observation for those that want some of its series.
  public void accept(Observation observation) {
    feeds.forEach(feed -> feed.accept(observation));
  }

  /// Notes that a target is read no more.
  ///
  /// @param source the kind of its observations
  public void ended(String source, String target) {
    feeds.forEach(feed -> feed.ended(source, target));
  }

  /// Whether some series is written somewhere, so that sources keep it.
  public boolean wants(Series series) {
    return feeds.stream().anyMatch(feed -> feed.wants(series));
  }

  /// Where sources note what their targets say of metrics besides values.
  public MetricBook book() {
    return book;
  }

  /// What every forwarder did since the start.
  public List<Forwarder.Stats> stats() {
    return forwarders.stream().map(Forwarder::stats).toList();
  }

  @Override
  public synchronized void close() {
    stopped.countDown();
    feeds.forEach(RemoteWriteFeed::flush);
    forwarders.forEach(Forwarder::stop);
    // What is under way may have arrived already, and would be sent twice.
    forwarders.forEach(forwarder -> forwarder.awaitEnd(UNDER_WAY));
    client.shutdownNow();
    forwarders.forEach(Forwarder::close);
  }
}
