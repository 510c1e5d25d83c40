package dev.nines.slo.spec;

import dev.nines.slo.model.Objective;
import dev.nines.slo.yaml.Diagnostic;
import java.util.List;

/// What a set of spec files promises.
///
/// @param objectives what the embedded engine evaluates
/// @param notEvaluated what is valid but not evaluated, each with its reason (also among the
///   diagnostics, as a warning)
/// @param diagnostics everything to say about the files, by file and place
public record SpecSet(
    List<Objective> objectives, List<NotEvaluated> notEvaluated, List<Diagnostic> diagnostics) {

  public SpecSet {
    objectives = List.copyOf(objectives);
    notEvaluated = List.copyOf(notEvaluated);
    diagnostics = List.copyOf(diagnostics);
  }

  /// An objective that no figure will be computed for.
  ///
  /// @param slo its name
  /// @param service its service
  /// @param reason why not, for people
  /// @param source where it stands, `file:line`
  public record NotEvaluated(String slo, String service, String reason, String source) {}

  /// Whether nothing is wrong. Warnings do not count.
  public boolean valid() {
    return diagnostics.stream().noneMatch(each -> each.level() == Diagnostic.Level.ERROR);
  }
}
