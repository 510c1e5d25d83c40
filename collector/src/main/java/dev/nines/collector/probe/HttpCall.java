package dev.nines.collector.probe;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One request to one address that was checked before.
///
/// @param uri where to; an address of it that was resolved and let through is `address`
/// @param address what is connected to
/// @param method in capitals
/// @param headers besides the usual ones
/// @param body of the request
record HttpCall(
    URI uri,
    InetAddress address,
    String method,
    Map<String, String> headers,
    Optional<String> body) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  boolean isTls() {
    return isTls(uri);
  }

  static boolean isTls(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return scheme.equals("https") || scheme.equals("wss") || scheme.equals("tls");
  }

  /// The port, also if the URL leaves it to the scheme.
  static int port(URI uri) {
    int usual = isTls(uri) ? HTTPS_PORT : HTTP_PORT;
    return uri.getPort() == -1 ? usual : uri.getPort();
  }

  /// The host, of an IPv6 address without its brackets.
  static String bareHost(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// The address as a literal: the name must not be resolved a second time, to another address than
  /// the one that was checked.
  SocketAddress server() {
    return SocketAddress.inetSocketAddress(port(uri), address.getHostAddress());
  }

  /// Fills in everything about the request but how TLS is spoken.
  <T extends RequestOptions> T fill(T options) {
    options
        .setMethod(HttpMethod.valueOf(method))
        .setURI(requestTarget(uri))
        .setServer(server())
        .setHost(bareHost(uri))
        .setPort(port(uri))
        .setSsl(isTls())
        .putHeader("Accept", "*/*")
        .putHeader("User-Agent", "nines-probe");
    headers.forEach(options::putHeader);
    return options;
  }

  private static String requestTarget(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
