package dev.nines.dashboards.console;

import dev.nines.dashboards.text.Wording;
import dev.nines.slo.model.Minute;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A day of one SLO, minute by minute, as a strip of runs of equal minutes.
///
/// @param fromMinute the first epoch minute
/// @param length how many minutes
/// @param runs the runs, in time order, without holes
public record MinuteStrip(long fromMinute, int length, List<Run> runs) {
  private static final long GRACE_MINUTES = 3;

  /// What a minute was.
  public enum Kind {
    GOOD("within target"),
    BAD("below target"),
    IDLE("idle"),
    UNMEASURED("not measured");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /// The words for it.
    public String label() {
      return label;
    }

    /// Its name in style classes.
    public String slug() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Minutes of one kind in a row.
  ///
  /// @param kind what they were
  /// @param start minutes from the strip's start
  /// @param length how many
  public record Run(Kind kind, int start, int length) {}

  /// @param minutes what is known, in any order; missing ones are unmeasured
  /// @param errorBudgetRatio the share of bad events above which a minute is below target
  /// @param fromMinute the first epoch minute
  /// @param toMinute the epoch minute behind the last; the last minutes are left out while nothing
  ///   is known of them yet
  static MinuteStrip of(
      List<Minute> minutes, double errorBudgetRatio, long fromMinute, long toMinute) {
    var kinds = new Kind[Math.toIntExact(toMinute - fromMinute)];
    java.util.Arrays.fill(kinds, Kind.UNMEASURED);
    for (Minute minute : minutes) {
      if (minute.epochMinute() >= fromMinute && minute.epochMinute() < toMinute) {
        kinds[(int) (minute.epochMinute() - fromMinute)] = kind(minute, errorBudgetRatio);
      }
    }
    int length = kinds.length;
    while (length > Math.max(1, kinds.length - GRACE_MINUTES)
        && kinds[length - 1] == Kind.UNMEASURED) {
      length--;
    }
    return new MinuteStrip(fromMinute, length, runs(kinds, length));
  }

  private static Kind kind(Minute minute, double errorBudgetRatio) {
    if (!minute.observed()) {
      return Kind.UNMEASURED;
    }
    if (minute.total() == 0) {
      return Kind.IDLE;
    }
    return minute.bad() > errorBudgetRatio * minute.total() ? Kind.BAD : Kind.GOOD;
  }

  private static List<Run> runs(Kind[] kinds, int length) {
    List<Run> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= length; i++) {
      if (i == length || kinds[i] != kinds[start]) {
        runs.add(new Run(kinds[start], start, i - start));
        start = i;
      }
    }
    return List.copyOf(runs);
  }

  /// Minutes per kind.
  public Map<Kind, Integer> totals() {
    var totals = new EnumMap<Kind, Integer>(Kind.class);
    runs.forEach(run -> totals.merge(run.kind(), run.length(), Integer::sum));
    return totals;
  }

  /// The runs of minutes below target, the last first.
  public List<Run> badRuns() {
    return runs.stream().filter(run -> run.kind() == Kind.BAD).toList().reversed();
  }

  /// When a run began, in UTC: `21 Nov 2026, 04:03 UTC`.
  public String startOf(Run run) {
    return Wording.instant(Instant.ofEpochSecond((fromMinute + run.start()) * 60), ZoneOffset.UTC);
  }

  /// The strip in words.
  public String inWords() {
    Map<Kind, Integer> totals = totals();
    return totals.entrySet().stream()
        .map(each -> Wording.count(each.getValue(), "minute ", "minutes ") + each.getKey().label())
        .map(text -> text.replace("  ", " "))
        .collect(Collectors.joining(", "));
  }
}
