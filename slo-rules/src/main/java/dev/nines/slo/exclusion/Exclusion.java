package dev.nines.slo.exclusion;

import dev.nines.slo.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Minutes that do not count, and who says so.
///
/// Only whole minutes are excluded: one in which the exclusion begins or ends counts.
///
/// @param id tells it from all others
/// @param exclusionClass what a contract knows it by, for example `maintenance`
/// @param reason for people
/// @param author who entered it
/// @param enteredAt when; as of an earlier instant it does not exist, however far back it reaches
/// @param withdrawal by whom it was taken back, if it was
/// @param tenants ids of the tenants that it holds for; empty for all
/// @param slos names of the SLOs that it holds for; empty for all
/// @param schedule when it holds
public record Exclusion(
    String id,
    String exclusionClass,
    String reason,
    String author,
    Instant enteredAt,
    Optional<Withdrawal> withdrawal,
    List<String> tenants,
    List<String> slos,
    Schedule schedule) {

  public Exclusion {
    if (id.isBlank() || exclusionClass.isBlank() || author.isBlank()) {
      throw new IllegalArgumentException(
          "exclusion '%s' of class '%s' by '%s', expected all three to be named"
              .formatted(id, exclusionClass, author));
    }
    tenants = tenants.stream().sorted().toList();
    slos = slos.stream().sorted().toList();
  }

  /// Who took an exclusion back, and when.
  public record Withdrawal(String author, Instant at) {}

  /// The same, taken back.
  public Exclusion withdrawn(String by, Instant at) {
    return new Exclusion(
        id,
        exclusionClass,
        reason,
        author,
        enteredAt,
        Optional.of(new Withdrawal(by, at)),
        tenants,
        slos,
        schedule);
  }

  /// Whether it was known and not taken back at an instant.
  public boolean isKnownAt(Instant instant) {
    return !enteredAt.isAfter(instant)
        && withdrawal.map(each -> each.at().isAfter(instant)).orElse(true);
  }

  /// Whether it holds for an SLO of a tenant.
  public boolean concerns(TenantId tenant, String slo) {
    return (tenants.isEmpty() || tenants.contains(tenant.value()))
        && (slos.isEmpty() || slos.contains(slo));
  }

  /// Its stretches of time that touch `[from, to)`, in order of their beginning.
  public List<Schedule.Once> within(Instant from, Instant to) {
    return switch (schedule) {
      case Schedule.Once once ->
          once.from().isBefore(to) && once.to().isAfter(from) ? List.of(once) : List.of();
      case Schedule.Recurring recurring -> Recurrence.within(recurring, from, to);
    };
  }

  /// Its whole minutes in `[fromMinute, toMinute)`.
  MinuteRanges minutes(long fromMinute, long toMinute) {
    var ranges = new ArrayList<MinuteRanges.Range>();
    Instant from = Instant.ofEpochSecond(fromMinute * 60);
    Instant to = Instant.ofEpochSecond(toMinute * 60);
    for (Schedule.Once each : within(from, to)) {
      long first = Math.ceilDiv(each.from().plusNanos(999_999_999).getEpochSecond(), 60L);
      ranges.add(
          new MinuteRanges.Range(
              Math.max(fromMinute, first),
              Math.min(toMinute, Math.floorDiv(each.to().getEpochSecond(), 60L))));
    }
    return MinuteRanges.union(ranges);
  }
}
