package dev.nines.slo.spec;

import dev.nines.slo.model.BudgetWindow;
import dev.nines.slo.model.Indicator;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Position;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// An SLO as it is written, checked in itself; what it refers to is not looked up yet.
///
/// @param at where the object begins
/// @param metadata its metadata
/// @param description in plain words, possibly empty
/// @param service the service it belongs to
/// @param indicator the SLI, absent in a composite
/// @param window over which it is to be met; absent if it is one that is not evaluated
/// @param method `Occurrences`, `Timeslices` or `RatioTimeslices`
/// @param targets at least one
/// @param extensions what its annotations say, or the like
/// @param policies its alert policies
/// @param references to its service
record SloSpec(
    Position at,
    Metadata metadata,
    String description,
    String service,
    Optional<IndicatorUse> indicator,
    Optional<BudgetWindow> window,
    String method,
    List<Target> targets,
    Extensions extensions,
    List<Use<PolicySpec>> policies,
    List<Reference> references) {

  boolean isComposite() {
    return targets.stream().anyMatch(target -> target.indicator().isPresent());
  }

  /// An SLI, here or elsewhere.
  sealed interface IndicatorUse {
    record Inline(SliSpec sli) implements IndicatorUse {}

    record ByName(Reference reference) implements IndicatorUse {}
  }

  /// One of an SLO's objectives.
  ///
  /// @param at the item of the list
  /// @param displayName the name that people read
  /// @param comparison of a threshold metric
  /// @param value of a threshold metric
  /// @param ratio the share of good events, in [0, 1)
  /// @param slice target and length of time slices, where the method has them
  /// @param indicator the SLI, in a composite
  /// @param weight in a composite, 1 if it is not written
  record Target(
      Field at,
      Optional<String> displayName,
      Optional<Indicator.Comparison> comparison,
      Optional<BigDecimal> value,
      BigDecimal ratio,
      Slice slice,
      Optional<IndicatorUse> indicator,
      BigDecimal weight) {}

  /// The time slices of a target.
  ///
  /// @param target the share of good events that makes a slice good, in (0, 1]
  /// @param length how long a slice is
  record Slice(Optional<BigDecimal> target, Optional<java.time.Duration> length) {}
}
