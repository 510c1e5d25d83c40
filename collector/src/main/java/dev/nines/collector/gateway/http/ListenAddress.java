package dev.nines.collector.gateway.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/// Where the gateway listens, as Prometheus writes it: `host:port`, `[::1]:port`, or `:port` for
/// every interface.
///
/// @param host a name or an address, `0.0.0.0` for every interface
/// @param port 0 for any free port
public record ListenAddress(String host, int port) {
  private static final String EVERY_INTERFACE = "0.0.0.0";

  /// @throws IllegalArgumentException with what was expected
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw expected(text);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw expected(text);
    }
    return new ListenAddress(host.isEmpty() ? EVERY_INTERFACE : host, port(text, colon));
  }

  private static int port(String text, int colon) {
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // the same complaint as for a number out of range
    }
    throw expected(text);
  }

  private static IllegalArgumentException expected(String text) {
    return new IllegalArgumentException(
        "listen address '%s' is not host:port, for example 127.0.0.1:9610 or :9610"
            .formatted(text));
  }

  /// Where a browser finds what listens here, without TLS; on every interface that is this
  /// machine's name, as in the Prometheus family.
  public URI url() {
    String name = host.equals(EVERY_INTERFACE) || host.equals("::") ? machineName() : host;
    return URI.create("http://" + (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port);
  }

  private static String machineName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /// Whether only this machine can connect.
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // binding will say so; until then assume the worst
    }
  }
}
