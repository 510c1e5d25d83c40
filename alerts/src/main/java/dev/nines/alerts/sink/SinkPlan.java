package dev.nines.alerts.sink;

import dev.nines.alerts.lifecycle.Alert;
import dev.nines.alerts.lifecycle.AlertNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a sink must be told now. Pure but for the record that it reads.
///
/// - A step is due once its time has come, nobody has acknowledged the alert, and it was not told.
///   Its time counts from [#begin]: a page that grew out of an old ticket, or was held back by its
///   fleet's, is as new to people as any other.
/// - Of the end every sink hears that has heard of the beginning.
/// - While a fleet's alert fires, the pages of its members wait, but for a member hit much worse.
///
/// @param steps all steps, of all sinks
/// @param acknowledgeUrl where to acknowledge, with the placeholder `{id}`
record SinkPlan(List<EscalationStep> steps, SinkRecord record, String acknowledgeUrl) {
  private static final String BEGUN = "-begun";

  /// Puts on record that steps of alerts count from now, if they do not count already.
  void begin(List<Alert> alerts, Instant now) {
    alerts.stream()
        .filter(alert -> alert.endsAt().isEmpty() && !isHeldBack(alert, alerts))
        .filter(alert -> steps.stream().anyMatch(step -> isFor(step, alert)))
        .map(alert -> alert.id() + BEGUN)
        .filter(id -> !record.isTold(id))
        .forEach(id -> record.told(id, now));
  }

  /// The notices for one sink, the oldest step first.
  List<Notice> due(String sink, List<Alert> alerts, Instant now) {
    var due = new ArrayList<Notice>();
    for (var alert : alerts) {
      if (alert.isResolved(now)) {
        resolved(sink, alert).ifPresent(due::add);
      } else if (alert.endsAt().isEmpty() && !isHeldBack(alert, alerts)) {
        firing(sink, alert, now).ifPresent(due::add);
      }
    }
    return due;
  }

  /// When the next step of a sink comes, if nothing changes.
  Optional<Instant> next(String sink, List<Alert> alerts, Instant now) {
    return alerts.stream()
        .filter(alert -> alert.endsAt().isEmpty())
        .flatMap(alert -> stepsFor(sink, alert).stream().map(step -> timeOf(step, alert.id(), now)))
        .filter(instant -> instant.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private List<EscalationStep> stepsFor(String sink, Alert alert) {
    return steps.stream()
        .filter(step -> step.sink().equals(sink))
        .filter(step -> isFor(step, alert))
        .toList();
  }

  private static boolean isFor(EscalationStep step, Alert alert) {
    return step.severities().contains(alert.label("severity"));
  }

  private Instant timeOf(EscalationStep step, String alertId, Instant now) {
    return record.toldAt(alertId + BEGUN).orElse(now).plus(step.after());
  }

  private Optional<Notice> firing(String sink, Alert alert, Instant now) {
    var id = alert.id();
    if (record.isAcknowledged(id)) {
      return Optional.empty();
    }
    return stepsFor(sink, alert).stream()
        .filter(step -> !timeOf(step, id, now).isAfter(now))
        .map(step -> notice(noticeId(id, sink, step.after()), id, Notice.Kind.FIRING, alert))
        .filter(notice -> !record.isTold(notice.id()))
        .reduce((_, latest) -> latest); // after an outage of ours one message, not all that waited
  }

  private Optional<Notice> resolved(String sink, Alert alert) {
    var id = alert.id();
    boolean heard =
        stepsFor(sink, alert).stream()
            .anyMatch(step -> record.isTold(noticeId(id, sink, step.after())));
    var notice = notice(id + "-" + sink + "-resolved", id, Notice.Kind.RESOLVED, alert);
    return heard && !record.isTold(notice.id()) ? Optional.of(notice) : Optional.empty();
  }

  private Notice notice(String id, String alertId, Notice.Kind kind, Alert alert) {
    return new Notice(id, alertId, kind, alert, acknowledgeUrl.replace("{id}", alertId));
  }

  private static String noticeId(String alertId, String sink, Duration after) {
    return alertId + "-" + sink + "-" + after.toSeconds();
  }

  /// Alertmanager's inhibition of the generated configuration, for those without Alertmanager.
  private static boolean isHeldBack(Alert alert, List<Alert> alerts) {
    return alert.name().equals(AlertNames.TENANT_SLO_BURN)
        && alert.label("outlier").isEmpty()
        && alerts.stream()
            .anyMatch(
                other ->
                    other.name().equals(AlertNames.SERVICE_SLO_BURN_FLEET)
                        && other.endsAt().isEmpty()
                        && other.label("service").equals(alert.label("service"))
                        && other.label("slo").equals(alert.label("slo")));
  }
}
