package dev.nines.collector.gateway.backtest;

import dev.nines.slo.backtest.BacktestResult;
import dev.nines.slo.backtest.BudgetPoint;
import dev.nines.slo.backtest.Page;
import dev.nines.slo.backtest.TargetOutcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// Shows results as tables or as JSON.
final class BacktestOutput {
  private BacktestOutput() {}

  /// The results as text.
  static String table(List<BacktestResult> results) {
    var text = new StringBuilder();
    results.forEach(result -> table(result, text));
    return text.toString();
  }

  private static void table(BacktestResult result, StringBuilder text) {
    String group = result.group().isEmpty() ? "" : " for " + result.group();
    text.append(
        "%s%s: %s promised, %s to %s\n"
            .formatted(
                result.objective().slo(),
                group,
                percent(result.objective().target()),
                result.from(),
                result.to()));
    text.append("  %d alerts would have been sent\n".formatted(result.pages().size()));
    result.pages().forEach(page -> text.append(line(page, result.to())));
    text.append("  error budget\n");
    result.curve().forEach(point -> text.append(line(point)));
    text.append("  targets\n");
    result.targets().forEach(target -> text.append(line(target)));
    text.append("  the data supports ")
        .append(
            result
                .highestKept()
                .map(each -> percent(each.target()))
                .orElse("none of these targets"))
        .append("\n\n");
  }

  private static String line(Page page, Instant until) {
    return String.format(
        Locale.ROOT,
        "    %s  %-8s %-8s %-10s burning %.1f times too fast, %s of the budget left%n",
        page.startsAt(),
        page.severity().label(),
        page.tier(),
        page.endsAt().isPresent() ? duration(page.duration(until)) : "still on",
        page.highestBurnRate(),
        ratio(page.budgetRemainingRatio()));
  }

  private static String line(BudgetPoint point) {
    return String.format(
        Locale.ROOT,
        "    %s  %9s left, good %s, measured %s%n",
        point.at().truncatedTo(ChronoUnit.MINUTES),
        ratio(point.budgetRemainingRatio()),
        point.sliRatio().isPresent() ? ratio(point.sliRatio().getAsDouble()) : "-",
        ratio(point.coverageRatio()));
  }

  private static String line(TargetOutcome target) {
    return String.format(
        Locale.ROOT,
        "    %-9s %-6s at worst %s of the budget left, %d pages, %d tickets%n",
        percent(target.target()),
        target.kept() ? "kept" : "broken",
        ratio(target.worstBudgetRemainingRatio()),
        target.pages(),
        target.tickets());
  }

  private static String percent(BigDecimal ratio) {
    return ratio.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f %%", ratio * 100);
  }

  private static String duration(Duration duration) {
    return duration.toHours() > 0
        ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
        : duration.toMinutes() + " min";
  }

  /// The results as a JSON array.
  static String json(List<BacktestResult> results) {
    var array = new JsonArray();
    results.forEach(result -> array.add(json(result)));
    return array.encodePrettily() + "\n";
  }

  private static JsonObject json(BacktestResult result) {
    var pages = new JsonArray();
    result.pages().forEach(page -> pages.add(json(page)));
    var curve = new JsonArray();
    result.curve().forEach(point -> curve.add(json(point)));
    var targets = new JsonArray();
    result.targets().forEach(target -> targets.add(json(target)));
    return new JsonObject()
        .put("slo", result.objective().slo())
        .put("group", result.group())
        .put("targetRatio", result.objective().target())
        .put("from", text(result.from()))
        .put("to", text(result.to()))
        .put("pages", pages)
        .put("budget", curve)
        .put("targets", targets)
        .put("supportedTargetRatio", result.highestKept().map(TargetOutcome::target).orElse(null));
  }

  private static JsonObject json(Page page) {
    return new JsonObject()
        .put("tier", page.tier())
        .put("severity", page.severity().label())
        .put("startsAt", text(page.startsAt()))
        .put("endsAt", page.endsAt().map(BacktestOutput::text).orElse(null))
        .put("budgetRemainingRatio", page.budgetRemainingRatio())
        .put("highestBurnRate", page.highestBurnRate());
  }

  private static JsonObject json(BudgetPoint point) {
    OptionalDouble sli = point.sliRatio();
    return new JsonObject()
        .put("at", text(point.at()))
        .put("sliRatio", sli.isPresent() ? sli.getAsDouble() : null)
        .put("budgetRemainingRatio", point.budgetRemainingRatio())
        .put("coverageRatio", point.coverageRatio());
  }

  private static JsonObject json(TargetOutcome target) {
    return new JsonObject()
        .put("targetRatio", target.target())
        .put("kept", target.kept())
        .put("worstBudgetRemainingRatio", target.worstBudgetRemainingRatio())
        .put("pages", target.pages())
        .put("tickets", target.tickets());
  }

  private static String text(Instant instant) {
    return instant.toString();
  }
}
