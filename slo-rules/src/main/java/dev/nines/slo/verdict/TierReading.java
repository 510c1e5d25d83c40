package dev.nines.slo.verdict;

/// What one tier sees at an instant.
///
/// Neither [#crosses] nor [#clears] may hold: then what is missing decides, and an alert stays as
/// it is.
///
/// @param tier the tier
/// @param longBurn burn rate over its long window
/// @param shortBurn burn rate over its short window
/// @param evidence whether the short window's bad events are too many to be chance
/// @param lasting whether it has burned for as long as the tier asks for, see [BurnTier#after]
public record TierReading(
    BurnTier tier, BurnRate longBurn, BurnRate shortBurn, boolean evidence, boolean lasting) {

  /// What a tier reads where nothing burned.
  static TierReading quiet(BurnTier tier) {
    return new TierReading(tier, BurnRate.NOTHING, BurnRate.NOTHING, false, tier.after().isZero());
  }

  /// Whether the tier fires: it burns, and has for long enough.
  public boolean crosses() {
    return lasting && burns();
  }

  /// Whether both windows burn too fast even if everything missing was good, with evidence.
  public boolean burns() {
    return evidence && longBurn.isAbove(tier.factor()) && shortBurn.isAbove(tier.factor());
  }

  /// The same, having burned for long enough or not.
  TierReading lasting(boolean longEnough) {
    return new TierReading(tier, longBurn, shortBurn, evidence, longEnough);
  }

  /// Whether the tier is over: a window no longer burns too fast even if everything missing was
  /// bad.
  public boolean clears() {
    return longBurn.isAtMost(tier.factor()) || shortBurn.isAtMost(tier.factor());
  }
}
