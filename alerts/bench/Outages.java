import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nines.slo.ledger.Batch;
import dev.nines.slo.ledger.Entry;
import dev.nines.slo.ledger.FileStorage;
import dev.nines.slo.ledger.Ledger;
import dev.nines.slo.ledger.LedgerOptions;
import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.TenantId;
import dev.nines.slo.spec.SpecReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// An application whose services go down one after the other, and the receiver of the pages about
/// it, for `alerts/bench/latency`. Run as a source file with the gateway's jar on the class path.
///
/// Every service serves ten requests a second to each of its three tenants; in an outage all those
/// of the first tenant fail. One tenant of a service burns, so that no page waits for a fleet's.
///
/// - `history DIR PORT SERVICES` writes seven healthy hours: a ledger, and what `promtool` makes
///   blocks of.
/// - `serve DIR PORT SERVICES SENDERS SEED` serves `/metrics`, begins an outage of every service
///   within half a minute on `POST /begin`, takes notifications at `/page`, and prints what it has
///   measured once every sender has told of every outage, or after two minutes.
final class Outages {
  private static final List<String> TENANTS = List.of("t0", "t1", "t2");
  private static final int REQUESTS_PER_SECOND = 10;
  private static final Duration HISTORY = Duration.ofHours(7);
  private static final Duration SAMPLE_EACH = Duration.ofSeconds(30);
  private static final Duration BEGIN_WITHIN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final int port;
  private final int services;
  private final Map<String, Instant> outages = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Notice>> firstBySender = new ConcurrentHashMap<>();
  private final List<String> wrong = new ArrayList<>();

  /// A sender's first page about a service.
  private record Notice(Instant receivedAt, String tier) {}

  private Outages(Path folder, int port, int services) {
    this.folder = folder;
    this.port = port;
    this.services = services;
  }

  public static void main(String[] arguments) throws Exception {
    var outages =
        new Outages(
            Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    if (arguments[0].equals("history")) {
      Instant now = Instant.now();
      outages.writeLedger(now);
      outages.writeOpenMetrics(now);
    } else {
      outages.serve(Integer.parseInt(arguments[4]), Long.parseLong(arguments[5]));
    }
  }

  private static String service(int number) {
    return "service-%02d".formatted(number);
  }

  private List<String> services() {
    var names = new ArrayList<String>();
    for (int number = 0; number < services; number++) {
      names.add(service(number));
    }
    return names;
  }

  private void writeLedger(Instant now) throws IOException {
    List<Objective> objectives =
        SpecReader.read(List.of(folder.resolve("slo.yml")), SpecReader.References.MUST_RESOLVE)
            .objectives();
    Path storage = Files.createDirectories(folder.resolve("nines"));
    try (Ledger ledger =
        Ledger.open(FileStorage.open(storage.resolve("ledger")), LedgerOptions.DEFAULTS)) {
      var series = new ArrayList<Integer>();
      for (Objective objective : objectives) {
        for (String tenant : TENANTS) {
          series.add(
              ledger.seriesId(
                  new SeriesKey(objective.slo(), objective.generation(), new TenantId(tenant))));
        }
      }
      long end = Math.floorDiv(now.getEpochSecond(), 60L);
      for (long minute = end - HISTORY.toMinutes(); minute <= end; minute++) {
        var entries = new ArrayList<Entry>();
        for (int id : series) {
          entries.add(new Entry(id, minute, 1, REQUESTS_PER_SECOND * 60L, 0, 0));
        }
        Instant recordedAt = minute < end ? Instant.ofEpochSecond(minute * 60 + 59) : now;
        ledger.commit(new Batch(recordedAt, entries, List.of(), List.of()));
        ledger.advance(recordedAt);
      }
    }
  }

  /// The counters as they were scraped, and the counts of five minutes that the rules had recorded.
  private void writeOpenMetrics(Instant now) throws IOException {
    long from = now.minus(HISTORY).getEpochSecond();
    try (var out = Files.newBufferedWriter(folder.resolve("history.om"))) {
      out.write("# TYPE app_requests counter\n");
      for (String service : services()) {
        for (String tenant : TENANTS) {
          for (String code : List.of("200", "500")) {
            var series =
                "app_requests_total{job=\"app\",instance=\"127.0.0.1:%d\",service=\"%s\",tenant=\"%s\",code=\"%s\"} "
                    .formatted(port, service, tenant, code);
            for (long at = from; at < now.getEpochSecond(); at += SAMPLE_EACH.toSeconds()) {
              out.write(series + (code.equals("200") ? at * REQUESTS_PER_SECOND : 0) + " " + at + "\n");
            }
          }
        }
      }
      for (var recorded : Map.of("total", 300 * REQUESTS_PER_SECOND, "bad", 0).entrySet()) {
        out.write("# TYPE nines:sli_%s:increase5m gauge\n".formatted(recorded.getKey()));
        for (String service : services()) {
          for (String tenant : TENANTS) {
            var series =
                "nines:sli_%s:increase5m{service=\"%s\",slo=\"%s-requests\",tenant=\"%s\"} %d "
                    .formatted(recorded.getKey(), service, service, tenant, recorded.getValue());
            for (long at = from; at < now.getEpochSecond(); at += SAMPLE_EACH.toSeconds()) {
              out.write(series + at + "\n");
            }
          }
        }
      }
      out.write("# EOF\n");
    }
  }

  private void serve(int senders, long seed) throws Exception {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/metrics", exchange -> answer(exchange, metrics(Instant.now())));
    server.createContext(
        "/begin",
        exchange -> {
          begin(new Random(seed));
          answer(exchange, "");
        });
    server.createContext("/page", this::page);
    server.start();
    while (outages.size() < services) {
      Thread.sleep(200);
    }
    Instant end = Instant.now().plus(BEGIN_WITHIN).plus(PATIENCE);
    while (Instant.now().isBefore(end) && told() < senders * services) {
      Thread.sleep(200);
    }
    print();
    System.exit(0);
  }

  private int told() {
    return firstBySender.values().stream().mapToInt(Map::size).sum();
  }

  private void begin(Random random) {
    Instant now = Instant.now();
    for (String service : services()) {
      outages.put(service, now.plusMillis(random.nextLong(BEGIN_WITHIN.toMillis())));
    }
  }

  private String metrics(Instant now) {
    var text = new StringBuilder("# TYPE app_requests_total counter\n");
    for (String service : services()) {
      for (String tenant : TENANTS) {
        Instant outage = tenant.equals("t0") ? outages.getOrDefault(service, now) : now;
        Instant lastGood = outage.isBefore(now) ? outage : now;
        count(text, service, tenant, "200", requests(lastGood.toEpochMilli()));
        count(text, service, tenant, "500", requests(Duration.between(lastGood, now).toMillis()));
      }
    }
    return text.toString();
  }

  private static long requests(long millis) {
    return millis * REQUESTS_PER_SECOND / 1000;
  }

  private static void count(
      StringBuilder text, String service, String tenant, String code, long requests) {
    text.append("app_requests_total{service=\"%s\",tenant=\"%s\",code=\"%s\"} %d\n"
        .formatted(service, tenant, code, requests));
  }

  private void page(HttpExchange exchange) throws IOException {
    Instant now = Instant.now();
    for (JsonNode alert : JSON.readTree(exchange.getRequestBody()).path("alerts")) {
      JsonNode labels = alert.path("labels");
      if (!labels.path("severity").asText().equals("critical")
          || !alert.path("status").asText().equals("firing")) {
        continue;
      }
      if (!labels.path("alertname").asText().equals("TenantSloBurn")
          || !labels.path("tenant").asText().equals("t0")) {
        synchronized (wrong) {
          wrong.add(labels.toString());
        }
        continue;
      }
      firstBySender
          .computeIfAbsent(labels.path("sender").asText("nines"), _ -> new ConcurrentHashMap<>())
          .putIfAbsent(
              labels.path("service").asText(),
              new Notice(now, labels.path("burn_tier").asText()));
    }
    answer(exchange, "");
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void print() {
    for (var sender : new TreeMap<>(firstBySender).entrySet()) {
      List<Double> seconds =
          sender.getValue().entrySet().stream()
              .map(each -> Duration.between(outages.get(each.getKey()), each.getValue().receivedAt()))
              .map(each -> each.toMillis() / 1e3)
              .sorted()
              .toList();
      int count = seconds.size();
      double median = (seconds.get((count - 1) / 2) + seconds.get(count / 2)) / 2;
      var tiers = new TreeMap<String, Integer>();
      sender.getValue().values().forEach(each -> tiers.merge(each.tier(), 1, Integer::sum));
      System.out.printf(
          "| %s | %d of %d | %.1f s | %.1f s | %.1f s | %s |%n",
          sender.getKey(), count, services, seconds.getFirst(), median, seconds.getLast(), tiers);
    }
    synchronized (wrong) {
      wrong.forEach(each -> System.out.println("A page that should not have been: " + each));
    }
  }
}
