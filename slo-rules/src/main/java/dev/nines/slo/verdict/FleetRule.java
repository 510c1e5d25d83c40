package dev.nines.slo.verdict;

/// When many burns of one service's promise are one problem: at least so many tenants burn, or such
/// a share of all tenants (and at least two).
///
/// A fleet goes on until less than half of that burns, so that tenants which recover one by one do
/// not make it flap.
///
/// @param tenants at least 2
/// @param shareOfTenants in (0, 1]
public record FleetRule(int tenants, double shareOfTenants) {

  /// Five tenants, or half of them.
  public static final FleetRule DEFAULT = new FleetRule(5, 0.5);

  /// How many times the median burn a tenant must reach to be worse than its fleet.
  public static final double OUTLIER_FACTOR = 3;

  private static final int SMALLEST_BY_SHARE = 3;

  public FleetRule {
    if (tenants < 2) {
      throw new IllegalArgumentException(
          "a fleet of %d tenants, expected at least 2".formatted(tenants));
    }
    if (!(shareOfTenants > 0 && shareOfTenants <= 1)) {
      throw new IllegalArgumentException(
          "a share of %s, expected above 0 and at most 1".formatted(shareOfTenants));
    }
  }

  /// Whether these burns are one problem.
  ///
  /// @param burning tenants that burn fast enough to page
  /// @param promised tenants that were promised the same, at least `burning`
  public boolean begins(int burning, int promised) {
    return burning >= tenants
        || (burning >= SMALLEST_BY_SHARE && burning >= shareOfTenants * promised);
  }

  /// Whether they still are, once they were.
  public boolean goesOn(int burning, int promised) {
    return burning >= 2 && begins(Math.multiplyExact(burning, 2), promised);
  }
}
