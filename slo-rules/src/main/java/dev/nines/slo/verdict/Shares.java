package dev.nines.slo.verdict;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.window.Figures;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Several parts of one promise, each with its share of the whole. A promise that is no composite
/// is one part with the share 1.
///
/// One part is what nearly all have, a million of them each tick, so lists are walked by index: no
/// iterator for each.
///
/// @param parts their weights add up to 1
record Shares(List<Part> parts) {

  /// One part.
  ///
  /// @param share its share of the whole, above 0
  record Part(WindowCounts counts, double share) {}

  static Shares single(WindowCounts counts) {
    return new Shares(List.of(new Part(counts, 1)));
  }

  static Shares of(List<Judge.Weighted> components) {
    double sum = components.stream().mapToDouble(Judge.Weighted::weight).sum();
    return new Shares(
        components.stream().map(each -> new Part(each.counts(), each.weight() / sum)).toList());
  }

  /// The weighted mean of what is known of the parts; empty if nothing is.
  OptionalDouble mean(Function<WindowCounts, OptionalDouble> ratio) {
    if (parts.size() == 1) {
      return ratio.apply(parts.getFirst().counts());
    }
    double sum = 0;
    double known = 0;
    for (Part part : parts) {
      OptionalDouble value = ratio.apply(part.counts());
      if (value.isPresent()) {
        sum += part.share() * value.getAsDouble();
        known += part.share();
      }
    }
    return known == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / known);
  }

  /// Whether nothing burned in either window of a tier. Of several parts it is worked out.
  boolean isQuiet(BurnTier tier) {
    return parts.size() == 1
        && parts.getFirst().counts().isQuiet(tier.longWindow())
        && parts.getFirst().counts().isQuiet(tier.shortWindow());
  }

  /// Whether nothing was spent of the budget.
  boolean isBudgetQuiet() {
    return parts.size() == 1 && parts.getFirst().counts().budget().isQuiet();
  }

  /// The counts over the budget windows of all parts.
  Figures budgetFigures() {
    Figures sum = parts.getFirst().counts().budget();
    for (int i = 1; i < parts.size(); i++) {
      sum = sum.plus(parts.get(i).counts().budget());
    }
    return sum;
  }

  /// The coverage of the part that was measured least.
  double coverage() {
    double least = 1;
    for (int i = 0; i < parts.size(); i++) {
      least = Math.min(least, parts.get(i).counts().budget().coverageRatio());
    }
    return least;
  }

  /// The weighted mean of what the parts' budget windows allow.
  double budget(Allowance allowance, BudgetWindow window) {
    double sum = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      sum += part.share() * allowance.ofBudget(part.counts(), window);
    }
    return sum;
  }

  /// The weighted mean of the parts' burns.
  BurnRate burn(Function<WindowCounts, BurnRate> burn) {
    if (parts.size() == 1) {
      return burn.apply(parts.getFirst().counts());
    }
    double low = 0;
    double high = 0;
    for (Part part : parts) {
      BurnRate each = burn.apply(part.counts());
      low += part.share() * each.low();
      high += part.share() * each.high();
    }
    return new BurnRate(low, high);
  }
}
