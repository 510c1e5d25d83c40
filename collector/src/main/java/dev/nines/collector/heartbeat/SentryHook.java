package dev.nines.collector.heartbeat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.slo.model.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Reads what Sentry's integration platform sends: `issue`, `event_alert` and `metric_alert`.
/// Source: docs.sentry.io, Integration Platform, Webhooks.
///
/// @param tenants the tenant of an id, if it is known
public record SentryHook(Function<String, Optional<TenantId>> tenants) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 200;
  private static final int LONGEST_URL = 1000;
  private static final Pattern PROJECT_IN_URL = Pattern.compile("/projects/[^/]+/([^/]+)/");

  /// Whether the body was signed with the secret; takes a time that does not tell how much of the
  /// signature was right. Nothing is signed with an empty secret.
  ///
  /// @param signature HMAC-SHA256 of the body in hexadecimal digits
  public static boolean isSigned(byte[] body, String secret, Optional<String> signature) {
    if (secret.isEmpty() || signature.isEmpty()) {
      return false;
    }
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String expected = HexFormat.of().formatHex(mac.doFinal(body));
      return MessageDigest.isEqual(
          expected.getBytes(StandardCharsets.UTF_8),
          signature.get().getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  /// Reads a delivery.
  ///
  /// @param resource what it is about, in the words of the header `Sentry-Hook-Resource`
  /// @param now the time of what does not tell its own, and the latest that is believed
  /// @return empty if it tells of nothing to note: comments, installations, what is resolved
  /// @throws IllegalArgumentException with a sentence that names what is missing
  public Optional<Issue> read(String resource, byte[] body, Instant now) {
    JsonNode root = parse(body);
    String action = text(root.path("action"));
    JsonNode data = root.path("data");
    return switch (resource) {
      case "issue" ->
          action.equals("created")
              ? Optional.of(newIssue(object(data, "issue"), now))
              : Optional.empty();
      case "event_alert" -> Optional.of(alert(data, object(data, "event"), now));
      case "metric_alert" ->
          action.equals("critical") || action.equals("warning")
              ? Optional.of(spike(data, object(data, "metric_alert"), action, now))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Issue newIssue(JsonNode issue, Instant now) {
    return new Issue(
        Issue.Kind.NEW,
        text(issue.path("id")),
        project(text(issue.path("project").path("slug"))),
        title(issue.path("title")),
        text(issue.path("culprit")),
        text(issue.path("firstRelease").path("version")),
        Optional.empty(),
        url(issue.path("web_url"), issue.path("permalink")),
        at(issue.path("firstSeen"), now));
  }

  private Issue alert(JsonNode data, JsonNode event, Instant now) {
    Matcher named = PROJECT_IN_URL.matcher(event.path("url").asText());
    return new Issue(
        Issue.Kind.ALERT,
        text(event.path("event_id")),
        project(named.find() ? shortened(named.group(1)) : text(event.path("project"))),
        title(event.path("title")),
        text(data.path("triggered_rule")),
        Stream.of(text(event.path("release")), tag(event, "release"))
            .filter(each -> !each.isEmpty())
            .findFirst()
            .orElse(""),
        Stream.of("tenant", "tenant.id")
            .map(name -> tag(event, name))
            .flatMap(value -> tenants.apply(value).stream())
            .findFirst(),
        url(event.path("web_url"), event.path("permalink")),
        at(event.path("datetime"), now));
  }

  private static Issue spike(JsonNode data, JsonNode alert, String action, Instant now) {
    JsonNode projects =
        alert.path("projects").isEmpty()
            ? alert.path("alert_rule").path("projects")
            : alert.path("projects");
    return new Issue(
        Issue.Kind.SPIKE,
        "%s %s".formatted(text(alert.path("id")), action),
        project(text(projects.path(0))),
        title(data.path("description_title")),
        text(data.path("description_text")),
        "",
        Optional.empty(),
        url(data.path("web_url"), alert.path("web_url")),
        at(alert.path("date_started"), now));
  }

  private static JsonNode parse(byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is not JSON", e);
    }
    if (root == null || !root.isObject()) {
      throw new IllegalArgumentException("the body is not an object as Sentry sends it");
    }
    return root;
  }

  private static JsonNode object(JsonNode data, String field) {
    JsonNode found = data.path(field);
    if (!found.isObject()) {
      throw new IllegalArgumentException("data.%s: is missing".formatted(field));
    }
    return found;
  }

  /// A tag of an event: a list of pairs, or of objects with `key` and `value`.
  private static String tag(JsonNode event, String name) {
    return StreamSupport.stream(event.path("tags").spliterator(), false)
        .filter(tag -> name.equals(tag.isArray() ? text(tag.path(0)) : text(tag.path("key"))))
        .map(tag -> tag.isArray() ? text(tag.path(1)) : text(tag.path("value")))
        .findFirst()
        .orElse("");
  }

  private static String project(String told) {
    return told.isEmpty() ? "unknown" : told;
  }

  private static String title(JsonNode node) {
    String title = text(node);
    return title.isEmpty() ? "without a title" : title;
  }

  /// Only what a browser opens as a page.
  private static String url(JsonNode first, JsonNode second) {
    return Stream.of(first, second)
        .map(node -> node.asText(""))
        .filter(each -> each.length() <= LONGEST_URL && isPage(each))
        .findFirst()
        .orElse("");
  }

  private static boolean isPage(String url) {
    try {
      String scheme = URI.create(url).getScheme();
      return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Instant at(JsonNode node, Instant now) {
    try {
      Instant told = Instant.parse(node.asText(""));
      return told.isBefore(now) ? told : now;
    } catch (DateTimeParseException e) {
      return now;
    }
  }

  private static String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? shortened(node.asText().strip()) : "";
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
