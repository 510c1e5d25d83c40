package dev.nines.collector.isolation;

import dev.nines.alerts.lifecycle.AlertNames;
import dev.nines.alerts.lifecycle.Condition;
import dev.nines.slo.model.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Any finding alerts: each is a condition of its own, until one kind has so many on a server that
/// one condition tells of all of them.
public final class FindingRule {
  /// More findings of a kind than this are one problem.
  static final int SINGLES_AT_MOST = 5;

  private static final int NAMED_AT_MOST = 10;

  private FindingRule() {}

  /// What is to be alerted.
  ///
  /// @param server the server's name, as in the label `server`
  public static List<Condition> conditions(String server, Collection<Finding> findings) {
    var byKind = new EnumMap<Finding.Kind, List<Finding>>(Finding.Kind.class);
    findings.forEach(each -> byKind.computeIfAbsent(each.kind(), _ -> new ArrayList<>()).add(each));
    var conditions = new ArrayList<Condition>();
    byKind.forEach(
        (kind, all) -> {
          if (all.size() <= SINGLES_AT_MOST) {
            var bySubject = new LinkedHashMap<List<String>, List<Finding>>();
            all.forEach(
                each ->
                    bySubject
                        .computeIfAbsent(
                            List.of(each.subject(), each.object()), _ -> new ArrayList<>())
                        .add(each));
            bySubject.values().forEach(same -> conditions.add(single(server, same)));
          } else {
            conditions.add(together(server, kind, all));
          }
        });
    return conditions;
  }

  /// One thing that is reached, by one way or several.
  private static Condition single(String server, List<Finding> ways) {
    Finding finding = ways.getFirst();
    return new Condition(
        nameOf(finding.kind()),
        finding.severity(),
        Map.of(
            "server", server,
            "finding", labelOf(finding.kind()),
            "subject", finding.subject(),
            "object", finding.object()),
        finding.kind().isLeak()
            ? "%s reaches %s on %s".formatted(finding.subject(), finding.object(), server)
            : "%s on %s differs: %s".formatted(finding.subject(), server, finding.object()),
        ways.stream()
            .map(way -> "%s. Remedy: %s".formatted(way.path(), way.remedy()))
            .collect(Collectors.joining("\n")));
  }

  private static Condition together(String server, Finding.Kind kind, List<Finding> all) {
    var lines = new StringBuilder();
    all.stream()
        .limit(NAMED_AT_MOST)
        .forEach(
            each ->
                lines
                    .append(each.subject())
                    .append(" → ")
                    .append(each.object())
                    .append(" (")
                    .append(each.path())
                    .append("). Remedy: ")
                    .append(each.remedy())
                    .append('\n'));
    if (all.size() > NAMED_AT_MOST) {
      lines.append("and %d more".formatted(all.size() - NAMED_AT_MOST));
    }
    boolean critical = all.stream().anyMatch(each -> each.severity() == Severity.CRITICAL);
    return new Condition(
        nameOf(kind),
        critical ? Severity.CRITICAL : Severity.WARNING,
        Map.of("server", server, "finding", labelOf(kind)),
        "%d findings of the kind %s on %s".formatted(all.size(), labelOf(kind), server),
        lines.toString().strip());
  }

  /// A kind as the value of a label.
  public static String labelOf(Finding.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String nameOf(Finding.Kind kind) {
    return kind.isLeak() ? AlertNames.TENANT_ISOLATION : AlertNames.TENANT_SCHEMA_DRIFT;
  }
}
