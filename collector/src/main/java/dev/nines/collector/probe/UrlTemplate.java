package dev.nines.collector.probe;

import dev.nines.slo.model.Tenant;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The URL of a probe, with placeholders for the tenant: `{tenant.id}`, `{tenant.database}`,
/// `{tenant.label.NAME}`.
///
/// A value cannot change what the URL is: it is percent-encoded, and in the host it must be a label
/// or several of a host name.
public final class UrlTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern HOST_PART =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  private static final String LABEL = "tenant.label.";
  private static final int HIGHEST_PORT = 65535;

  private final String text;
  private final boolean perTenant;

  private UrlTemplate(String text) {
    this.text = text;
    this.perTenant = text.contains("{");
  }

  /// Reads a template.
  ///
  /// @throws IllegalArgumentException if a placeholder is unknown, or it could never be an `http`
  ///   or `https` URL without user and password
  public static UrlTemplate parse(String text) {
    Matcher placeholders = PLACEHOLDER.matcher(text);
    while (placeholders.find()) {
      String name = placeholders.group(1);
      boolean known = name.equals("tenant.id") || name.equals("tenant.database");
      if (!known && !(name.startsWith(LABEL) && name.length() > LABEL.length())) {
        throw new IllegalArgumentException(
            "'{%s}' is no placeholder, expected {tenant.id}, {tenant.database} or {tenant.label.NAME}"
                .formatted(name));
      }
    }
    checked(placeholders.replaceAll("x"), text);
    return new UrlTemplate(text);
  }

  /// Whether each tenant has a URL of its own.
  public boolean isPerTenant() {
    return perTenant;
  }

  /// The URL without a tenant.
  ///
  /// @throws IllegalStateException if it needs one
  URI url() {
    if (perTenant) {
      throw new IllegalStateException("the URL %s needs a tenant".formatted(text));
    }
    return checked(text, text);
  }

  /// A tenant's URL; empty if the tenant lacks a value that the URL needs, or has one that cannot
  /// stand there.
  Optional<URI> url(Tenant tenant) {
    int pathStart = text.indexOf('/', text.indexOf("://") + "://".length());
    int hostEnd = pathStart < 0 ? text.length() : pathStart;
    var url = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      boolean inHost = placeholder.start() < hostEnd;
      Optional<String> value = value(placeholder.group(1), tenant).filter(v -> fits(v, inHost));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      placeholder.appendReplacement(
          url, Matcher.quoteReplacement(inHost ? value.get() : encoded(value.get())));
    }
    placeholder.appendTail(url);
    return Optional.of(checked(url.toString(), text));
  }

  private static Optional<String> value(String name, Tenant tenant) {
    return switch (name) {
      case "tenant.id" -> Optional.of(tenant.id().value());
      case "tenant.database" -> tenant.database();
      default -> Optional.ofNullable(tenant.labels().get(name.substring(LABEL.length())));
    };
  }

  private static boolean fits(String value, boolean inHost) {
    return inHost
        ? HOST_PART.matcher(value).matches()
        : !value.isEmpty() && !Set.of(".", "..").contains(value);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// The URL if a probe can ask it.
  static URI checked(String url, String shown) {
    try {
      var uri = new URI(url);
      boolean http =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getPort() <= HIGHEST_PORT) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw new IllegalArgumentException(
        "'%s' is no URL to probe, expected http(s)://host/path without user and password"
            .formatted(shown));
  }

  @Override
  public String toString() {
    return text;
  }
}
