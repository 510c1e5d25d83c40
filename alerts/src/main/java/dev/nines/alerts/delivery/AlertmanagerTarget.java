package dev.nines.alerts.delivery;

import java.net.URI;
import java.util.Locale;

/// One Alertmanager instance. All members of a cluster are to be listed, each by its own address: a
/// load balancer before them would let each hear only part.
///
/// @param url the base address, for example `http://alertmanager-0:9093/prefix`
/// @param credentials how to prove oneself
public record AlertmanagerTarget(URI url, Credentials credentials) {

  /// @throws IllegalArgumentException if the address is not one of HTTP, or holds a secret
  public AlertmanagerTarget {
    var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "Alertmanager address '%s': expected http://host:port or https://host:port"
              .formatted(url));
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "Alertmanager address of %s holds credentials: put them into a file"
              .formatted(url.getHost()));
    }
  }

  /// An address below the base.
  URI resolve(String path) {
    var base = url.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
