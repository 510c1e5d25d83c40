package dev.nines.slo.model;

import java.math.BigDecimal;

/// The place of an objective in a composite SLO, whose parts each have an indicator and a target of
/// their own. The composite's ratio is the mean of its parts' ratios by weight, its target that of
/// their targets.
///
/// @param composite the name of the composite SLO
/// @param weight above 0; OpenSLO's `compositeWeight`, 1 if it does not say
/// @param parts how many parts the composite has
public record CompositePart(String composite, BigDecimal weight, int parts) {
  public CompositePart {
    if (weight.signum() <= 0) {
      throw new IllegalArgumentException(
          "a part of %s has the weight %s, expected above 0".formatted(composite, weight));
    }
  }
}
