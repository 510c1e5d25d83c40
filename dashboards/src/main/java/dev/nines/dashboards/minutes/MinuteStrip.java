package dev.nines.dashboards.minutes;

import dev.nines.dashboards.text.Wording;
import dev.nines.slo.model.Minute;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A stretch of one SLO, minute by minute, as a strip of runs of equal minutes.
///
/// @param fromMinute the first epoch minute
/// @param length how many minutes
/// @param runs the runs, in time order, without holes
public record MinuteStrip(long fromMinute, int length, List<Run> runs) {
  private static final long GRACE_MINUTES = 3;

  /// Minutes of one kind in a row.
  ///
  /// @param kind what they were
  /// @param start minutes from the strip's start
  /// @param length how many
  public record Run(MinuteKind kind, int start, int length) {}

  /// @param minutes what is known, in any order; missing ones are unmeasured
  /// @param errorBudgetRatio the share of bad events above which a minute is below target
  /// @param fromMinute the first epoch minute
  /// @param toMinute the epoch minute behind the last
  public static MinuteStrip of(
      List<Minute> minutes, double errorBudgetRatio, long fromMinute, long toMinute) {
    MinuteKind[] kinds = kinds(minutes, errorBudgetRatio, fromMinute, toMinute);
    return new MinuteStrip(fromMinute, kinds.length, runs(kinds, kinds.length));
  }

  /// As [#of], up to now: the last minutes are left out while nothing is known of them yet.
  public static MinuteStrip untilNow(
      List<Minute> minutes, double errorBudgetRatio, long fromMinute, long toMinute) {
    MinuteKind[] kinds = kinds(minutes, errorBudgetRatio, fromMinute, toMinute);
    int length = kinds.length;
    while (length > Math.max(1, kinds.length - GRACE_MINUTES)
        && kinds[length - 1] == MinuteKind.UNMEASURED) {
      length--;
    }
    return new MinuteStrip(fromMinute, length, runs(kinds, length));
  }

  private static MinuteKind[] kinds(
      List<Minute> minutes, double errorBudgetRatio, long fromMinute, long toMinute) {
    var kinds = new MinuteKind[Math.toIntExact(toMinute - fromMinute)];
    Arrays.fill(kinds, MinuteKind.UNMEASURED);
    for (Minute minute : minutes) {
      if (minute.epochMinute() >= fromMinute && minute.epochMinute() < toMinute) {
        kinds[(int) (minute.epochMinute() - fromMinute)] = MinuteKind.of(minute, errorBudgetRatio);
      }
    }
    return kinds;
  }

  private static List<Run> runs(MinuteKind[] kinds, int length) {
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
  public Map<MinuteKind, Integer> totals() {
    var totals = new EnumMap<MinuteKind, Integer>(MinuteKind.class);
    runs.forEach(run -> totals.merge(run.kind(), run.length(), Integer::sum));
    return totals;
  }

  /// The runs of one kind, in time order.
  public List<Run> runsOf(MinuteKind kind) {
    return runs.stream().filter(run -> run.kind() == kind).toList();
  }

  /// The runs of minutes below target, the last first.
  public List<Run> badRuns() {
    return runsOf(MinuteKind.BAD).reversed();
  }

  /// When a run began, in UTC: `21 Nov 2026, 04:03 UTC`.
  public String startOf(Run run) {
    return Wording.instant(Instant.ofEpochSecond((fromMinute + run.start()) * 60), ZoneOffset.UTC);
  }

  /// The strip in words.
  public String inWords() {
    Map<MinuteKind, Integer> totals = totals();
    return totals.entrySet().stream()
        .map(
            each ->
                Wording.count(each.getValue(), "minute", "minutes") + " " + each.getKey().label())
        .collect(Collectors.joining(", "));
  }
}
