package dev.nines.collector.heartbeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nines.slo.model.TenantId;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What Sentry told: the last issues, newest first, kept in a file, and how many there were since
/// the start. What is delivered twice is noted and counted once. Safe between threads.
public final class IssueBook {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEPT = 500;
  private static final int MOST_COUNTS = 10_000;
  private static final String OTHER = "other";

  /// What is counted as one.
  ///
  /// @param tenant empty for issues of nobody known
  public record Group(String project, Issue.Kind kind, Optional<TenantId> tenant) {}

  private final Recent<Issue> issues;
  private final Map<Group, Long> counts = new ConcurrentHashMap<>();

  /// Reads what is known; a line that cannot be read is left out.
  public IssueBook(Path file) {
    issues = new Recent<>("issues", file, KEPT, IssueBook::parse, IssueBook::json);
  }

  /// Notes an issue, unless it is known; says whether it did.
  public boolean add(Issue issue) {
    boolean isNew = issues.add(issue, issue::isSameAs);
    if (isNew) {
      counts.merge(group(issue), 1L, Long::sum);
    }
    return isNew;
  }

  /// Projects are named by the sender: beyond a number that no house has, they are counted as one.
  private Group group(Issue issue) {
    var group = new Group(issue.project(), issue.kind(), issue.tenant());
    return counts.size() < MOST_COUNTS || counts.containsKey(group)
        ? group
        : new Group(OTHER, issue.kind(), Optional.empty());
  }

  /// The issues that are known, newest first.
  public List<Issue> all() {
    return issues.all();
  }

  /// How many were noted since the start.
  public Map<Group, Long> counts() {
    return Map.copyOf(counts);
  }

  private static String json(Issue issue) {
    return JSON.createObjectNode()
        .put("kind", issue.kind().name())
        .put("id", issue.id())
        .put("project", issue.project())
        .put("title", issue.title())
        .put("detail", issue.detail())
        .put("release", issue.release())
        .put("tenant", issue.tenant().map(TenantId::value).orElse(""))
        .put("url", issue.url())
        .put("at", issue.at().toString())
        .toString();
  }

  private static Issue parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      String tenant = node.path("tenant").asText();
      return new Issue(
          Issue.Kind.valueOf(node.path("kind").asText()),
          node.path("id").asText(),
          node.path("project").asText(),
          node.path("title").asText(),
          node.path("detail").asText(),
          node.path("release").asText(),
          tenant.isEmpty() ? Optional.empty() : Optional.of(new TenantId(tenant)),
          node.path("url").asText(),
          Instant.parse(node.path("at").asText()));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("this is no line of issues", e);
    }
  }
}
