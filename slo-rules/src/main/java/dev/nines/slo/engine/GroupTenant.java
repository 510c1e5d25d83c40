package dev.nines.slo.engine;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/// Stands in the place of a tenant where an objective is grouped by something else, or not at all:
/// everything that is judged belongs to somebody.
final class GroupTenant {
  /// The tier of every such group; no contract has it.
  static final String TIER = "group";

  /// What an objective without groups is judged for.
  static final String EVERYBODY = "all";

  private static final int MAX_LETTERS = 50;

  private GroupTenant() {}

  /// @param group the values of the labels that the objective is grouped by; empty without any
  /// @param since since when the group is known, from which its coverage counts
  static Tenant of(String group, Instant since) {
    String name = group.isEmpty() ? EVERYBODY : group;
    return new Tenant(
        id(name),
        name,
        TIER,
        since,
        Optional.empty(),
        ZoneOffset.UTC,
        Locale.ENGLISH,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /// The group's name where it can be an id; otherwise its letters and a checksum, so that two
  /// groups keep two ids.
  static TenantId id(String name) {
    if (TenantId.isValid(name)) {
      return new TenantId(name);
    }
    var checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    String letters = name.replaceAll("[^A-Za-z0-9_.-]+", "_").replaceAll("^[_.-]+", "");
    String shortened = letters.substring(0, Math.min(MAX_LETTERS, letters.length()));
    String prefix = shortened.isEmpty() ? "group" : shortened;
    return new TenantId(prefix + "-" + HexFormat.of().toHexDigits((int) checksum.getValue()));
  }
}
