package dev.nines.collector.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Something outside that should always answer. If it does not, we are the ones who are offline,
/// and no target may be blamed. Safe between threads.
///
/// It is reachable if one of its targets accepts a TCP connection. An answer is good for a short
/// time, so that a thousand failing targets ask once.
public final class Reference {
  /// No reference is configured: every target is blamed for its own silence.
  public static final Reference NONE =
      new Reference(List.of(), Duration.ZERO, Duration.ZERO, System::nanoTime);

  /// Something to connect to.
  ///
  /// @param host a name or an address; a name also checks our own resolver
  /// @param port 1 to 65535
  public record Target(String host, int port) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    public Target {
      if (host.isBlank() || port < 1 || port > 65535) {
        throw new IllegalArgumentException(
            "reference target '%s' port %d, expected a host and a port from 1 to 65535"
                .formatted(host, port));
      }
    }

    /// Reads `host:port`, `[address]:port` or an `http(s)` URL, of which host and port count.
    ///
    /// @throws IllegalArgumentException if it is none of these
    public static Target parse(String text) {
      String url = text.contains("://") ? text : "tcp://" + text;
      try {
        var uri = new URI(url);
        String host = uri.getHost();
        if (host == null) {
          throw notATarget(text);
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Target(
            bare, uri.getPort() == -1 ? defaultPort(uri.getScheme(), text) : uri.getPort());
      } catch (URISyntaxException e) {
        throw notATarget(text);
      }
    }

    private static int defaultPort(String scheme, String text) {
      return switch (scheme) {
        case "http" -> HTTP_PORT;
        case "https" -> HTTPS_PORT;
        default -> throw notATarget(text);
      };
    }

    private static IllegalArgumentException notATarget(String text) {
      return new IllegalArgumentException(
          "reference target '%s', expected host:port or an http(s) URL".formatted(text));
    }
  }

  private volatile List<Target> targets;
  private final Duration timeout;
  private final Duration freshFor;
  private final LongSupplier nanos;
  private final ReentrantLock asking = new ReentrantLock();
  private boolean asked;
  private boolean reachable;
  private long askedAtNanos;

  /// A reference that waits 2 seconds for each target and believes an answer for one.
  public static Reference of(List<Target> targets) {
    return new Reference(targets, Duration.ofSeconds(2), Duration.ofSeconds(1), System::nanoTime);
  }

  Reference(List<Target> targets, Duration timeout, Duration freshFor, LongSupplier nanos) {
    this.targets = List.copyOf(targets);
    this.timeout = timeout;
    this.freshFor = freshFor;
    this.nanos = nanos;
  }

  /// Takes other targets; none means that every target is blamed for its own silence.
  public void retarget(List<Target> changed) {
    asking.lock();
    try {
      targets = List.copyOf(changed);
      asked = false;
    } finally {
      asking.unlock();
    }
  }

  /// Whether one of the targets answers, or none is configured. Blocks for as long as it takes to
  /// try them all; do not call it on an event loop.
  public boolean isReachable() {
    if (targets.isEmpty()) {
      return true;
    }
    asking.lock();
    try {
      if (!asked || nanos.getAsLong() - askedAtNanos >= freshFor.toNanos()) {
        reachable = targets.stream().anyMatch(this::accepts);
        asked = true;
        askedAtNanos = nanos.getAsLong();
      }
      return reachable;
    } finally {
      asking.unlock();
    }
  }

  private boolean accepts(Target target) {
    try (var socket = new Socket()) {
      var address = new InetSocketAddress(InetAddress.getByName(target.host()), target.port());
      socket.connect(address, (int) timeout.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
