package dev.nines.collector.isolation;

import dev.nines.collector.isolation.Finding.Kind;
import dev.nines.collector.isolation.Layout.Home;
import dev.nines.collector.isolation.ServerFacts.StoredCode;
import dev.nines.slo.model.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Code in a tenant's schema, or in one that every tenant may use, that runs with somebody else's
/// rights and so may read another tenant's data: views, routines, events, triggers.
///
/// If its text can be read, it is a finding when it names another tenant's schema, or puts
/// statements together from strings with rights that go further than its tenant's. If not, it is
/// one whenever its definer reaches further.
final class CodeCheck {
  /// A name before a dot; names stand in quotes of either kind, as `ANSI_QUOTES` allows.
  private static final Pattern QUALIFIER =
      Pattern.compile("(?:`((?:[^`]|``)+)`|\"([^\"]+)\"|([\\p{L}\\p{N}_$]+))\\s*\\.");

  /// Comments, but for those that a server executes, strings, and as a group what has quotes that
  /// may be a name's.
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "/\\*(?!M?!)(?:[^*]|\\*(?!/))*+\\*/|(?:--(?=\\s|$)|#)[^\\n]*+"
              + "|'(?:[^'\\\\]|\\\\.|'')*+'|(`(?:[^`]|``)*+`|\"(?:[^\"\\\\]|\\\\.|\"\")*+\")",
          Pattern.DOTALL);

  private static final Pattern DYNAMIC =
      Pattern.compile("\\b(?:PREPARE|EXECUTE\\s+IMMEDIATE)\\b", Pattern.CASE_INSENSITIVE);

  private final ServerFacts facts;
  private final Layout layout;
  private final Reach reach;
  private final Map<String, Home> homeByUser;
  private final Map<String, Home> homeBySchema;
  private final Map<String, String> schemas = new HashMap<>();

  CodeCheck(ServerFacts facts, Layout layout, Reach reach) {
    this.facts = facts;
    this.layout = layout;
    this.reach = reach;
    this.homeByUser = layout.byUser();
    this.homeBySchema = layout.bySchema();
    facts.schemas().forEach(schema -> schemas.put(facts.names().key(schema), schema));
  }

  List<Finding> findings() {
    var found = new ArrayList<Finding>();
    for (StoredCode code : facts.code()) {
      Home home = homeBySchema.get(code.schema());
      if (code.definerRights() && (home != null || layout.isShared(code.schema()))) {
        finding(code, home == null ? Optional.empty() : home.user()).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<Finding> finding(StoredCode code, Optional<String> owner) {
    String definer = userOf(code.definer());
    if (owner.filter(definer::equals).isPresent()) {
      return Optional.empty(); // with the tenant's own rights, which are checked for themselves
    }
    Optional<String> named =
        code.body().flatMap(body -> foreignSchemaIn(withoutRemarks(body), code.schema()));
    if (named.isPresent()) {
      return Optional.of(
          finding(code, Severity.CRITICAL, named.get(), "its text names " + named.get()));
    }
    Home other = homeByUser.get(definer);
    if (other != null) {
      return Optional.of(
          finding(
              code,
              Severity.CRITICAL,
              other.schema().orElse("the schema of " + definer),
              "it runs with the rights of another tenant's user"));
    }
    if (!reachesFurther(code.definer(), code.schema())) {
      return Optional.empty();
    }
    if (code.body().isEmpty()) {
      return Optional.of(
          finding(
              code,
              Severity.WARNING,
              "other schemas",
              "its text cannot be read, and its definer reaches every tenant"));
    }
    return DYNAMIC.matcher(code.body().get()).find()
        ? Optional.of(
            finding(
                code,
                Severity.WARNING,
                "other schemas",
                "it builds statements from strings, and its definer reaches every tenant"))
        : Optional.empty();
  }

  private static Finding finding(StoredCode code, Severity severity, String object, String why) {
    return new Finding(
        Kind.DEFINER_CODE,
        severity,
        "%s %s.%s".formatted(code.kind().toLowerCase(Locale.ROOT), code.schema(), code.name()),
        object,
        "definer %s: %s".formatted(code.definer(), why),
        remedy(code));
  }

  private static String remedy(StoredCode code) {
    String name = Sql.name(code.schema()) + "." + Sql.name(code.name());
    return switch (code.kind()) {
      case "VIEW" ->
          "DROP VIEW %s; -- or create it again with SQL SECURITY INVOKER".formatted(name);
      case "PROCEDURE", "FUNCTION" ->
          "ALTER %s %s SQL SECURITY INVOKER;".formatted(code.kind(), name);
      default ->
          "DROP %s %s; -- or create it again with the user of the tenant as its definer"
              .formatted(code.kind(), name);
    };
  }

  private boolean reachesFurther(String definer, String schema) {
    String user = userOf(definer);
    String host = definer.substring(Math.min(definer.length(), user.length() + 1));
    if (layout.isTrusted(user, host)) {
      return true;
    }
    return homeBySchema.keySet().stream()
        .anyMatch(other -> !other.equals(schema) && reach.reaches(user, other));
  }

  /// The code without its comments, and without its strings if it makes no statements of them.
  private static String withoutRemarks(String body) {
    boolean stringsAreCode = DYNAMIC.matcher(body).find();
    return NOT_CODE
        .matcher(body)
        .replaceAll(
            found -> {
              boolean isName = found.group(1) != null;
              boolean isString = found.group().startsWith("'");
              return isName || (isString && stringsAreCode)
                  ? Matcher.quoteReplacement(found.group())
                  : " ";
            });
  }

  private Optional<String> foreignSchemaIn(String body, String own) {
    Matcher qualifier = QUALIFIER.matcher(body);
    while (qualifier.find()) {
      String name = nameIn(qualifier);
      String schema = schemas.getOrDefault(facts.names().key(name), own);
      // what every tenant may use may lean on schemas that are nobody's
      boolean counts = homeBySchema.containsKey(schema) || !layout.isShared(own);
      if (counts && !schema.equals(own) && !layout.isShared(schema)) {
        return Optional.of(schema);
      }
    }
    return Optional.empty();
  }

  private static String nameIn(Matcher qualifier) {
    if (qualifier.group(1) != null) {
      return qualifier.group(1).replace("``", "`");
    }
    return qualifier.group(2) == null ? qualifier.group(3) : qualifier.group(2);
  }

  private static String userOf(String definer) {
    int at = definer.lastIndexOf('@');
    return at < 0 ? definer : definer.substring(0, at);
  }
}
