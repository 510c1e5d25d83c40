package dev.nines.collector.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Finds the address of a host to connect to, and lets nobody through to one that the guard
/// refuses: what is checked is the address that is then connected to.
///
/// @param guard which addresses may be connected to
/// @param resolver finds the addresses of a name
/// @param witnesses told who took a connection
record Doors(AddressGuard guard, HostResolver resolver, Witnesses witnesses) {

  /// The first address that may be connected to, of a host that a redirect led to.
  ///
  /// @param hops after how many redirects; a redirect to where we may not go is the target's fault
  InetAddress open(String host, int hops, Look look)
      throws Unmet, Blocked, TimeoutException, ExecutionException, InterruptedException {
    try {
      return open(host, look);
    } catch (Blocked e) {
      if (hops == 0) {
        throw e;
      }
      throw new Unmet(ProbeFailure.BLOCKED, "a redirect to an address that may not be probed");
    }
  }

  /// The first address that may be connected to.
  ///
  /// @throws Blocked if there is none
  InetAddress open(String host, Look look)
      throws Blocked, TimeoutException, ExecutionException, InterruptedException {
    List<InetAddress> addresses = resolve(host, look);
    InetAddress allowed =
        addresses.stream()
            .filter(guard::allows)
            .findFirst()
            .orElseThrow(() -> blocked(host, addresses));
    look.ended(Look.Phase.RESOLVE);
    return allowed;
  }

  private static Blocked blocked(String host, List<InetAddress> addresses) {
    String first = addresses.isEmpty() ? "no address" : addresses.getFirst().getHostAddress();
    return new Blocked(
        "%s is at %s, which is not public; allow its range in the probe's configuration if it is yours"
            .formatted(host, first));
  }

  /// The resolver cannot be interrupted, so it gets a thread of its own that may outlive the check.
  private List<InetAddress> resolve(String host, Look look)
      throws TimeoutException, ExecutionException, InterruptedException {
    var addresses = new CompletableFuture<List<InetAddress>>();
    Thread.ofVirtual()
        .name("probe-resolver")
        .start(
            () -> {
              try {
                addresses.complete(resolver.resolve(host));
              } catch (UnknownHostException | RuntimeException e) {
                addresses.completeExceptionally(e);
              }
            });
    return look.await(addresses);
  }

  /// A connection was taken, where `open` let through to.
  void taken(HttpCall call) {
    witnesses.answered(
        HttpCall.bareHost(call.uri()),
        new InetSocketAddress(call.address(), HttpCall.port(call.uri())));
  }
}
