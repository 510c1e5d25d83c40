package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Targets;
import dev.nines.slo.yaml.Diagnostic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What `nines check` says about a set of specs: everything wrong, then what will be evaluated and
/// how.
///
/// @param specs what was read
public record CheckReport(SpecSet specs) {
  /// More only a composite's mean has.
  private static final int SHOWN_DECIMALS = 6;

  private static final List<String> HEADER =
      List.of("SLO", "service", "each", "target", "window", "counts", "evaluated");

  /// 0 if the files are valid, 1 if not.
  public int exitCode() {
    return specs.valid() ? 0 : 1;
  }

  /// The report as text, each line ended.
  public String render() {
    var text = new StringBuilder();
    specs.diagnostics().forEach(each -> text.append(each.render()).append('\n'));
    if (!specs.diagnostics().isEmpty()) {
      text.append('\n');
    }
    if (!specs.objectives().isEmpty() || !specs.notEvaluated().isEmpty()) {
      text.append(table()).append('\n');
    }
    return text.append(summary()).append('\n').toString();
  }

  private String table() {
    var rows = new ArrayList<List<String>>();
    rows.add(HEADER);
    specs.objectives().forEach(objective -> rows.add(row(objective)));
    specs
        .notEvaluated()
        .forEach(
            each ->
                rows.add(
                    List.of(each.slo(), each.service(), "", "", "", "", "no: " + each.reason())));
    int columns = HEADER.size();
    var widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing() + "\n";
  }

  private static List<String> row(Objective objective) {
    return List.of(
        objective.slo(),
        objective.service(),
        objective.groupBy().isEmpty() ? "-" : objective.groupBy(),
        targets(objective),
        window(objective.window()),
        counts(objective.indicator()),
        "yes");
  }

  private static String targets(Objective objective) {
    Targets targets = objective.targets();
    var texts = new ArrayList<String>();
    texts.add(percent(targets.everybody()));
    new TreeMap<>(targets.byTier())
        .forEach((tier, target) -> texts.add(tier + " " + percent(target)));
    new TreeMap<>(targets.byTenant())
        .forEach((tenant, target) -> texts.add(tenant + " " + percent(target)));
    targets.changes().forEach(change -> texts.add(change(change)));
    return String.join(", ", texts);
  }

  private static String change(Targets.Change change) {
    String whose =
        switch (change.scope()) {
          case Targets.Scope.Everybody() -> "";
          case Targets.Scope.Tier(String name) -> name + " ";
          case Targets.Scope.Single(String tenant) -> tenant + " ";
        };
    String from = change.from().toString().replace("T00:00:00Z", "");
    return whose + percent(change.target()) + " from " + from;
  }

  private static String percent(BigDecimal ratio) {
    BigDecimal percent = ratio.movePointRight(2);
    return percent
            .setScale(Math.min(percent.scale(), SHOWN_DECIMALS), RoundingMode.DOWN)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }

  private static String window(BudgetWindow window) {
    return switch (window) {
      case BudgetWindow.Rolling(Duration length) ->
          length.toMinutes() % (24 * 60) == 0 ? length.toDays() + "d" : length.toMinutes() + "m";
      case BudgetWindow.Calendar(_, var period, var zone) -> period + " " + zone;
    };
  }

  private static String counts(Indicator indicator) {
    return switch (indicator) {
      case Indicator.Ratio ratio ->
          switch (ratio.counted()) {
                case GOOD -> "good of total";
                case BAD -> "bad of total";
              }
              + (ratio.doubtfulQuery().isPresent() ? ", doubtful" : "");
      case Indicator.Threshold _ -> "readings within a bound";
      case Indicator.Composite(var components) -> components.size() + " components";
    };
  }

  private String summary() {
    long errors = count(Diagnostic.Level.ERROR);
    long warnings = count(Diagnostic.Level.WARNING);
    return "%s. %s, %s evaluated, %d not."
        .formatted(
            specs.valid()
                ? "Valid, " + plural(warnings, "warning")
                : "Invalid: " + plural(errors, "error") + ", " + plural(warnings, "warning"),
            plural((long) specs.objectives().size() + specs.notEvaluated().size(), "SLO"),
            specs.objectives().size(),
            specs.notEvaluated().size());
  }

  private long count(Diagnostic.Level level) {
    return specs.diagnostics().stream().filter(each -> each.level() == level).count();
  }

  private static String plural(long count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
