package dev.nines.slo.spec;

import dev.nines.slo.model.Targets;
import dev.nines.slo.model.Targets.Scope;
import dev.nines.slo.yaml.Field;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the annotations that promise somebody another share of good events, or another one from a
/// day on: `99.95`, `99.95 from 2026-07-01`, `99.9, 99.95 from 2026-07-01T00:00+02:00`.
final class TargetReader {
  private static final String PLAIN = "target";
  private static final String TIER = "target.";
  private static final String TENANT = "tenant-target.";
  private static final Pattern PART = Pattern.compile("([^ ]+)(?: +from +([^ ]+))?");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}([.][0-9]{1,20})?");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Map<String, BigDecimal> byTier = new HashMap<>();
  private final Map<String, BigDecimal> byTenant = new HashMap<>();
  private final List<Targets.Change> changes = new ArrayList<>();

  /// What was read, in the place of an SLO's own target.
  ///
  /// @param everybody the SLO's target
  Targets targets(BigDecimal everybody) {
    return new Targets(everybody, byTier, byTenant, changes);
  }

  /// Takes an annotation if it is about a target.
  ///
  /// @param key what follows `nines.dev/`
  boolean take(Field annotation, String key) {
    if (key.equals(PLAIN)) {
      read(annotation, new Scope.Everybody());
    } else if (key.startsWith(TIER) && key.length() > TIER.length()) {
      read(annotation, new Scope.Tier(key.substring(TIER.length())));
    } else if (key.startsWith(TENANT) && key.length() > TENANT.length()) {
      read(annotation, new Scope.Single(key.substring(TENANT.length())));
    } else {
      return false;
    }
    return true;
  }

  private void read(Field annotation, Scope scope) {
    var from = new HashSet<Optional<Instant>>();
    for (String part : annotation.text().orElse("").split(",", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches()) {
        wrong(annotation, "'" + part.strip() + "' is no target");
        return;
      }
      Optional<BigDecimal> target = ratio(annotation, matcher.group(1));
      Optional<Instant> since =
          Optional.ofNullable(matcher.group(2)).flatMap(each -> instant(each));
      if (matcher.group(2) != null && since.isEmpty()) {
        wrong(annotation, "'" + matcher.group(2) + "' is no date");
        return;
      }
      if (!from.add(since)) {
        wrong(annotation, "two targets begin at the same time");
        return;
      }
      target.ifPresent(ratio -> enter(annotation, scope, since, ratio));
    }
  }

  private void enter(Field annotation, Scope scope, Optional<Instant> since, BigDecimal ratio) {
    if (since.isPresent()) {
      changes.add(new Targets.Change(scope, since.get(), ratio));
      return;
    }
    switch (scope) {
      case Scope.Everybody() ->
          annotation.error(
              "has a target without a date",
              "Write what holds at first as the objective's target, and here \"99.95 from"
                  + " 2026-07-01\"");
      case Scope.Tier(String name) -> byTier.put(name, ratio);
      case Scope.Single(String tenant) -> byTenant.put(tenant, ratio);
    }
  }

  private static void wrong(Field annotation, String problem) {
    annotation.error(
        problem,
        "Write percentages, each with the day from which it holds: \"99.9, 99.95 from"
            + " 2026-07-01\"");
  }

  private static Optional<BigDecimal> ratio(Field annotation, String text) {
    if (!DECIMAL.matcher(text).matches()) {
      annotation.error(
          "must be a decimal number, but is '" + text + "'", "Write it like \"99.95\"");
      return Optional.empty();
    }
    var percent = new BigDecimal(text);
    if (percent.compareTo(HUNDRED) >= 0) {
      annotation.error(
          "must be at least 0 and below 100 percent, but is " + percent,
          "Write a percentage like \"99.95\"");
      return Optional.empty();
    }
    if (percent.compareTo(BigDecimal.ONE) <= 0) {
      annotation.warning(
          "promises only " + percent + " percent", "Write a percentage like \"99.95\"");
    }
    return Optional.of(percent.movePointLeft(2));
  }

  /// A day begins at midnight UTC; who wants another zone's writes the offset.
  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
