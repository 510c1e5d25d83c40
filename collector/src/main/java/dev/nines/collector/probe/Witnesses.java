package dev.nines.collector.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/// Other targets that answered lately. When the reference cannot be reached, they are asked whether
/// it is us who are offline: one that has nothing to do with the suspect and takes a connection
/// testifies that we are not. Safe between threads.
final class Witnesses {
  private static final int REMEMBERED = 16;
  private static final int ASKED = 4;
  private static final int DOMAIN_LABELS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration FRESH = Duration.ofSeconds(1);

  /// An answer that is still good.
  private record Testimony(boolean online, long atNanos) {}

  private final LongSupplier nanos;
  private final SequencedMap<String, InetSocketAddress> seen = new LinkedHashMap<>();
  private final Map<String, Testimony> testimonies = new LinkedHashMap<>();

  Witnesses(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// A target took a connection.
  synchronized void answered(String host, InetSocketAddress address) {
    seen.putLast(domain(host), address);
    if (seen.size() > REMEMBERED) {
      seen.pollFirstEntry();
    }
  }

  /// Whether one that is unrelated to the host takes a connection now. Blocks for some seconds at
  /// most.
  synchronized boolean testifyThatWeAreOnline(String host) {
    String suspect = domain(host);
    Testimony last = testimonies.get(suspect);
    if (last != null && nanos.getAsLong() - last.atNanos() < FRESH.toNanos()) {
      return last.online();
    }
    InetSocketAddress own = seen.get(suspect);
    List<InetSocketAddress> unrelated =
        seen.reversed().entrySet().stream()
            .filter(each -> !each.getKey().equals(suspect))
            .map(Map.Entry::getValue)
            .filter(each -> own == null || !each.getAddress().equals(own.getAddress()))
            .limit(ASKED)
            .toList();
    boolean online = unrelated.stream().anyMatch(Witnesses::takesConnection);
    testimonies.clear();
    testimonies.put(suspect, new Testimony(online, nanos.getAsLong()));
    return online;
  }

  /// The last two labels of a name: tenants below one domain go down together. An address is its
  /// own.
  static String domain(String host) {
    String[] labels = host.toLowerCase(Locale.ROOT).split("\\.");
    boolean address = host.contains(":") || labels[labels.length - 1].matches("\\d+");
    return address || labels.length <= DOMAIN_LABELS
        ? host.toLowerCase(Locale.ROOT)
        : labels[labels.length - 2] + "." + labels[labels.length - 1];
  }

  private static boolean takesConnection(InetSocketAddress address) {
    try (var socket = new Socket()) {
      socket.connect(address, (int) PATIENCE.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
