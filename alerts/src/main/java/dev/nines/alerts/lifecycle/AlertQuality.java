package dev.nines.alerts.lifecycle;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// How good the alerts of some time were: an alert that nobody does anything about, or that comes
/// back again and again, should not have been sent. Alerts of tenants that began while that of
/// their fleet fired are left out: nobody heard of them.
///
/// @param sent alerts that began
/// @param actedOn those of them that somebody acted on
/// @param flapping those of them that began within [#FLAPPING] after an alert of the same severity
///   about the same thing had ended
public record AlertQuality(int sent, int actedOn, int flapping) {
  /// An alert that is back so soon was the same trouble: it ended too early or began too easily.
  public static final Duration FLAPPING = Duration.ofHours(1);

  /// Counts the alerts of one severity that began in `[from, to)`.
  ///
  /// @param history all alerts there are, those that ended up to [#FLAPPING] before `from` included
  public static AlertQuality of(
      Collection<PastAlert> history, String severity, Instant from, Instant to) {
    return of(ofSeverity(history, severity), began(from, to));
  }

  /// The same for each thing that alerts were about. Things without any are left out.
  public static Map<AlertKey, AlertQuality> byKey(
      Collection<PastAlert> history, String severity, Instant from, Instant to) {
    var byKey = new HashMap<AlertKey, AlertQuality>();
    ofSeverity(history, severity)
        .forEach(
            (key, alerts) -> {
              var quality = of(Map.of(key, alerts), began(from, to));
              if (quality.sent() > 0) {
                byKey.put(key, quality);
              }
            });
    return byKey;
  }

  private static Predicate<PastAlert> began(Instant from, Instant to) {
    return each -> !each.alert().startsAt().isBefore(from) && each.alert().startsAt().isBefore(to);
  }

  private static Map<AlertKey, List<PastAlert>> ofSeverity(
      Collection<PastAlert> history, String severity) {
    var fleets =
        history.stream()
            .map(PastAlert::alert)
            .filter(alert -> alert.name().equals(AlertNames.SERVICE_SLO_BURN_FLEET))
            .toList();
    return history.stream()
        .filter(each -> each.alert().label("severity").equals(severity))
        .filter(each -> fleets.stream().noneMatch(fleet -> holdsBack(fleet, each.alert())))
        .collect(groupingBy(each -> AlertKey.of(each.alert())));
  }

  /// Whether nobody heard of a tenant's alert, because that of its fleet was there when it began.
  private static boolean holdsBack(Alert fleet, Alert alert) {
    return alert.name().equals(AlertNames.TENANT_SLO_BURN)
        && alert.label("outlier").isEmpty()
        && fleet.label("service").equals(alert.label("service"))
        && fleet.label("slo").equals(alert.label("slo"))
        && !fleet.startsAt().isAfter(alert.startsAt())
        && fleet.endsAt().map(end -> end.isAfter(alert.startsAt())).orElse(true);
  }

  private static AlertQuality of(
      Map<AlertKey, List<PastAlert>> byKey, Predicate<PastAlert> counted) {
    int sent = 0;
    int actedOn = 0;
    int flapping = 0;
    for (var alike : byKey.values()) {
      // an alert whose other labels changed goes on as another one with the same beginning
      var byBeginning =
          alike.stream().filter(counted).collect(groupingBy(each -> each.alert().startsAt()));
      sent += byBeginning.size();
      for (var one : byBeginning.entrySet()) {
        actedOn += one.getValue().stream().anyMatch(PastAlert::actedOn) ? 1 : 0;
        flapping += isBack(one.getKey(), alike) ? 1 : 0;
      }
    }
    return new AlertQuality(sent, actedOn, flapping);
  }

  private static boolean isBack(Instant startsAt, List<PastAlert> alike) {
    return alike.stream()
        .filter(former -> former.alert().startsAt().isBefore(startsAt))
        .flatMap(former -> former.alert().endsAt().stream())
        .anyMatch(end -> !end.isAfter(startsAt) && end.plus(FLAPPING).isAfter(startsAt));
  }
}
