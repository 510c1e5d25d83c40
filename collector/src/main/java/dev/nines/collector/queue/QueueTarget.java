package dev.nines.collector.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// One Valkey or Redis, as configured.
///
/// @param server the name in the label `server`
/// @param topology how it is reached
/// @param user its ACL user; absent for the default user
/// @param password asked for at each connection; empty for none
/// @param tls whether to encrypt; the certificate is verified
/// @param authority certificates (PEM) of who may have signed the server's; absent for the usual
///   ones
/// @param prefixes BullMQ's prefixes; `{tenant}` in one stands for a tenant's id without `:`
/// @param tenantPattern how a queue's name says whose it is: the group `tenant`; absent if not
/// @param tenantField where jobs' data say whose they are, in queues that all tenants share; absent
///   to leave data alone
/// @param interval from one reading to the next
/// @param discovery how often queues are looked for
public record QueueTarget(
    String server,
    Topology topology,
    Optional<String> user,
    Supplier<String> password,
    boolean tls,
    Optional<Path> authority,
    List<String> prefixes,
    Optional<Pattern> tenantPattern,
    Optional<TenantField> tenantField,
    Duration interval,
    Duration discovery) {

  /// BullMQ's own prefix.
  public static final String DEFAULT_PREFIX = "bull";

  public QueueTarget {
    prefixes = List.copyOf(prefixes);
  }

  /// How a server is reached.
  public sealed interface Topology {
    /// The addresses to begin with.
    List<Node> nodes();

    /// One server.
    record Standalone(Node node) implements Topology {
      @Override
      public List<Node> nodes() {
        return List.of(node);
      }
    }

    /// The primary that sentinels name.
    ///
    /// @param sentinels some of the sentinels
    /// @param primary the name that they know it by
    record Sentinel(List<Node> sentinels, String primary) implements Topology {
      @Override
      public List<Node> nodes() {
        return sentinels;
      }
    }

    /// A cluster.
    ///
    /// @param nodes some of its nodes
    record Cluster(List<Node> nodes) implements Topology {}
  }

  /// An address.
  ///
  /// @param host a name or address
  /// @param port 1 to 65535
  public record Node(String host, int port) {
    /// @throws IllegalArgumentException if it is not `host:port`
    public static Node parse(String text) {
      int colon = text.lastIndexOf(':');
      try {
        int port = Integer.parseInt(text.substring(colon + 1));
        if (colon > 0 && port > 0 && port < 65536) {
          return new Node(text.substring(0, colon), port);
        }
      } catch (NumberFormatException e) {
        // the same complaint
      }
      throw new IllegalArgumentException("'%s' is not host:port".formatted(text));
    }
  }

  /// Names the server only.
  @Override
  public String toString() {
    return "QueueTarget[" + server + "]";
  }
}
