package dev.nines.collector.probe;

import dev.nines.slo.model.Tenant;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The URL of a probe, with placeholders for the tenant: `{tenant.id}`, `{tenant.database}`, and
/// for a label `{tenant.NAME}` or `{tenant.label.NAME}`.
///
/// A value cannot change what the URL is: it is percent-encoded, and in the host it must be a label
/// or several of a host name.
public final class UrlTemplate {
  /// What a probe can ask; the scheme says which kind it is.
  private static final Set<String> SCHEMES =
      Set.of("http", "https", "ws", "wss", "tcp", "tls", "dns");

  private static final Pattern HOST_PART =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  private static final int HIGHEST_PORT = 65535;

  private final String text;
  private final URI example;

  private UrlTemplate(String text, URI example) {
    this.text = text;
    this.example = example;
  }

  /// Reads a template.
  ///
  /// @throws IllegalArgumentException if a placeholder is unknown, or it could never be a URL that
  ///   can be probed, without user and password
  public static UrlTemplate parse(String text) {
    String filled = Placeholders.withAll(text, "x");
    if (filled.contains("{") || filled.contains("}")) {
      throw new IllegalArgumentException(
          "'%s' has what is no placeholder, expected {tenant.id}, {tenant.database} or a label as {tenant.NAME}"
              .formatted(text));
    }
    return new UrlTemplate(text, checked(filled, text));
  }

  /// Whether each tenant has a URL of its own.
  public boolean isPerTenant() {
    return Placeholders.isIn(text);
  }

  /// `http`, `https`, `ws`, `wss`, `tcp`, `tls` or `dns`.
  public String scheme() {
    return example.getScheme().toLowerCase(Locale.ROOT);
  }

  /// The URL without a tenant.
  ///
  /// @throws IllegalStateException if it needs one
  URI url() {
    if (isPerTenant()) {
      throw new IllegalStateException("the URL %s needs a tenant".formatted(text));
    }
    return example;
  }

  /// A tenant's URL; empty if the tenant lacks a value that the URL needs, or has one that cannot
  /// stand there.
  Optional<URI> url(Tenant tenant) {
    int pathStart = text.indexOf('/', text.indexOf("://") + "://".length());
    int hostEnd = pathStart < 0 ? text.length() : pathStart;
    return Placeholders.fill(text, tenant, (value, at) -> written(value, at < hostEnd))
        .map(url -> checked(url, text));
  }

  private static Optional<String> written(String value, boolean inHost) {
    if (inHost) {
      return Optional.of(value).filter(each -> HOST_PART.matcher(each).matches());
    }
    return Optional.of(value)
        .filter(each -> !each.isEmpty() && !Set.of(".", "..").contains(each))
        .map(each -> URLEncoder.encode(each, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  /// The URL if a probe can ask it.
  static URI checked(String url, String shown) {
    try {
      var uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (SCHEMES.contains(scheme)
          && hasWhatItNeeds(scheme, uri)
          && uri.getUserInfo() == null
          && uri.getPort() <= HIGHEST_PORT) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "'%s' is no URL to probe, expected http(s)://host/path, ws(s)://host/path, tcp://host:port, tls://host:port or dns://server/name?type=A, without user and password"
            .formatted(shown));
  }

  private static boolean hasWhatItNeeds(String scheme, URI uri) {
    return switch (scheme) {
      case "tcp", "tls" -> uri.getHost() != null && uri.getPort() > 0;
      // Without a server, as in dns:///name, the system's is asked.
      case "dns" -> !DnsInquiry.name(uri).isEmpty();
      default -> uri.getHost() != null;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
