package dev.nines.slo.spec;

import dev.nines.slo.model.AlertPolicy;
import dev.nines.slo.model.MissingPolicy;
import dev.nines.slo.model.MissingPolicy.Counting;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Suggestion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What an SLO says by annotations `nines.dev/…` (documented in the module's README).
///
/// @param groupBy the label or labels, comma-separated, whose values are judged each on its own
/// @param targets what tiers and tenants are promised instead of the SLO's target, and since when
/// @param missing how idle and unmeasured minutes count
/// @param alerting which burns alert, and on what evidence
/// @param inReports whether tenants read of it in their reports
/// @param workbookToo whether the workbook's tiers alert beside the conditions of alert policies
record Extensions(
    Optional<String> groupBy,
    TargetReader targets,
    MissingPolicy missing,
    AlertPolicy alerting,
    boolean inReports,
    boolean workbookToo) {

  private static final String TIER = "alert-tier.";
  private static final String AFTER = "alert-after.";
  private static final List<String> PLAIN =
      List.of(
          "group-by",
          "idle",
          "unmeasured",
          "report",
          "alerts",
          "minimum-events",
          "minimum-bad-events",
          "confidence");
  private static final List<String> BURN_TIERS =
      List.of("fast", "medium", "slow", "long", "trickle");
  private static final List<String> LASTING_TIERS = List.of("fast", "medium", "slow", "long");
  private static final List<String> KNOWN =
      List.of(
          "group-by",
          "idle",
          "unmeasured",
          "report",
          "alerts",
          "minimum-events",
          "minimum-bad-events",
          "confidence",
          "target",
          "target.<tier>",
          "tenant-target.<tenant>",
          "alert-tier.fast",
          "alert-tier.medium",
          "alert-tier.slow",
          "alert-tier.long",
          "alert-tier.trickle",
          "alert-after.fast",
          "alert-after.medium",
          "alert-after.slow",
          "alert-after.long");
  private static final Map<String, Counting> COUNTINGS =
      Map.of("leave-out", Counting.LEAVE_OUT, "good", Counting.GOOD, "bad", Counting.BAD);
  private static final Pattern LABELS =
      Pattern.compile("[a-zA-Z_][-./a-zA-Z0-9_]*(, ?[a-zA-Z_][-./a-zA-Z0-9_]*)*");
  private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]{0,8}");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /// What holds without annotations.
  static final Extensions NONE = of(Optional.empty(), AlertPolicy.DEFAULT);

  /// What other formats say.
  static Extensions of(Optional<String> groupBy, AlertPolicy alerting) {
    return new Extensions(
        groupBy, new TargetReader(), MissingPolicy.LEFT_OUT, alerting, true, false);
  }

  /// Reads the annotations of an SLO; wrong ones are reported and left out.
  static Extensions read(Metadata metadata) {
    return new Reading().read(metadata);
  }

  /// Reports annotations of ours on objects where they have no effect.
  static void refuse(Metadata metadata) {
    for (Field annotation : metadata.extensions()) {
      annotation.error("has an effect on an SLO only", "Move it to the metadata of the SLO");
    }
  }

  private static final class Reading {
    private Optional<String> groupBy = Optional.empty();
    private final TargetReader targets = new TargetReader();
    private Counting idle = MissingPolicy.LEFT_OUT.idle();
    private Counting unmeasured = MissingPolicy.LEFT_OUT.unmeasured();
    private boolean inReports = true;
    private String alerts = "on";
    private int minimumEvents = AlertPolicy.DEFAULT.minimumEvents();
    private final Set<String> tiersOff = new HashSet<>(AlertPolicy.DEFAULT.disabledTiers());
    private final Map<String, Duration> after = new HashMap<>();
    private int minimumBadEvents = AlertPolicy.DEFAULT.minimumBadEvents();
    private double confidence = AlertPolicy.DEFAULT.confidence();

    Extensions read(Metadata metadata) {
      for (Field annotation : metadata.extensions()) {
        String key =
            annotation
                .path()
                .substring(
                    annotation.path().indexOf(MetadataReader.EXTENSION_PREFIX)
                        + MetadataReader.EXTENSION_PREFIX.length());
        if (targets.take(annotation, key)) {
          continue;
        }
        if (key.startsWith(TIER) && BURN_TIERS.contains(key.substring(TIER.length()))) {
          alertTier(annotation, key.substring(TIER.length()));
        } else if (key.startsWith(AFTER) && LASTING_TIERS.contains(key.substring(AFTER.length()))) {
          Shorthand.of(annotation)
              .ifPresent(each -> after.put(key.substring(AFTER.length()), each.length()));
        } else if (PLAIN.contains(key)) {
          plain(annotation, key);
        } else {
          annotation
              .out()
              .error(
                  annotation.keyAt(),
                  annotation.path(),
                  "is not a known annotation of nines.dev",
                  Suggestion.remedy(key, KNOWN));
        }
      }
      return new Extensions(
          groupBy,
          targets,
          new MissingPolicy(idle, unmeasured),
          new AlertPolicy(
              !alerts.equals("off"),
              true,
              tiersOff,
              List.of(),
              after,
              minimumEvents,
              minimumBadEvents,
              confidence),
          inReports,
          alerts.equals("workbook"));
    }

    private void plain(Field annotation, String key) {
      switch (key) {
        case "group-by" -> groupBy = labels(annotation);
        case "idle" -> idle = counting(annotation).orElse(idle);
        case "unmeasured" -> unmeasured = counting(annotation).orElse(unmeasured);
        case "report" -> inReports = onOrOff(annotation).orElse(inReports);
        case "alerts" -> alerts = annotation.oneOf(List.of("on", "off", "workbook")).orElse(alerts);
        case "minimum-events" -> minimumEvents = count(annotation).orElse(minimumEvents);
        case "minimum-bad-events" -> minimumBadEvents = count(annotation).orElse(minimumBadEvents);
        case "confidence" -> confidence(annotation);
        default -> throw new IllegalStateException("annotation " + key + " is listed but not read");
      }
    }

    private void alertTier(Field annotation, String tier) {
      onOrOff(annotation)
          .ifPresent(
              on -> {
                if (on) {
                  tiersOff.remove(tier);
                } else {
                  tiersOff.add(tier);
                }
              });
    }

    private static Optional<String> labels(Field annotation) {
      Optional<String> text = annotation.nonEmptyText();
      if (text.isPresent() && !LABELS.matcher(text.get()).matches()) {
        annotation.error(
            "must be the name of a label, but is " + annotation.node().described(),
            "Write a label like tenant, or several with commas");
        return Optional.empty();
      }
      return text.map(names -> names.replace(" ", ""));
    }

    private static Optional<Counting> counting(Field annotation) {
      return annotation.oneOf(COUNTINGS.keySet().stream().sorted().toList()).map(COUNTINGS::get);
    }

    private static Optional<Boolean> onOrOff(Field annotation) {
      return annotation.oneOf(List.of("on", "off")).map("on"::equals);
    }

    private static Optional<Integer> count(Field annotation) {
      String text = annotation.text().orElse("");
      if (WHOLE.matcher(text).matches()) {
        return Optional.of(Integer.parseInt(text));
      }
      annotation.error(
          "must be a whole number of at least 1, but is " + annotation.node().described(),
          "Write it like \"3\"");
      return Optional.empty();
    }

    private void confidence(Field annotation) {
      Optional<BigDecimal> value = decimal(annotation);
      if (value.isPresent()
          && (value.get().compareTo(HALF) < 0 || value.get().compareTo(BigDecimal.ONE) >= 0)) {
        annotation.error(
            "must be at least 0.5 and below 1, but is " + value.get(), "Write it like \"0.95\"");
      } else {
        value.ifPresent(number -> confidence = number.doubleValue());
      }
    }

    private static Optional<BigDecimal> decimal(Field annotation) {
      String text = annotation.text().orElse("");
      if (!text.matches("[0-9]{1,9}([.][0-9]{1,20})?")) {
        annotation.error(
            "must be a decimal number, but is " + annotation.node().described(),
            "Write it like \"99.95\"");
        return Optional.empty();
      }
      return Optional.of(new BigDecimal(text));
    }
  }
}
