package dev.nines.dashboards.report;

import dev.nines.dashboards.minutes.MinuteStrip;
import dev.nines.dashboards.text.Wording;
import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.model.LatencyHistogram;
import dev.nines.slo.model.Objective;
import dev.nines.slo.model.Tenant;
import dev.nines.slo.verdict.Judge;
import dev.nines.slo.verdict.PeriodCounts;
import dev.nines.slo.verdict.Verdict;
import dev.nines.slo.verdict.Verdict.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The report on one tenant and one week: a pure function of what was on record as of an instant.
/// The same inputs give the same report, byte for byte ([ReportJson]).
///
/// @param tenant whose report it is; nothing of any other tenant is in it
/// @param week which week
/// @param period the week in the tenant's zone
/// @param month the calendar month in which the week ends, in the tenant's zone
/// @param asOf as of when the ledger was read
/// @param generator name and version of the program that made it
/// @param slos what was promised
/// @param latency the durations of the tenant's database queries in the week
public record SlaReport(
    Tenant tenant,
    ReportWeek week,
    ReportPeriod period,
    ReportPeriod month,
    Instant asOf,
    String generator,
    List<SloReport> slos,
    LatencyHistogram latency) {
  private static final Judge JUDGE = new Judge();
  private static final long SECONDS_PER_HOUR = 3600;

  public SlaReport {
    slos = List.copyOf(slos);
  }

  /// Makes the report. Blocks while the feed reads.
  ///
  /// @param generator name and version of the program
  public static SlaReport of(
      ReportFeed feed, Tenant tenant, ReportWeek week, Instant asOf, String generator) {
    ReportPeriod period = week.in(tenant.zone());
    ReportPeriod month = period.month();
    List<SloReport> slos = new ArrayList<>();
    for (Objective objective : feed.objectives(tenant)) {
      long from = Math.min(period.fromMinute(), month.fromMinute());
      History history = feed.history(tenant.id(), objective, from, period.toMinute(), asOf);
      var excluded = excluded(feed, tenant, objective, from, period.toMinute(), asOf);
      slos.add(slo(tenant, objective, history, period, month, asOf, excluded));
    }
    return new SlaReport(
        tenant,
        week,
        period,
        month,
        asOf,
        generator,
        slos,
        feed.queryLatency(
            tenant.id(),
            period.start().getEpochSecond() / SECONDS_PER_HOUR,
            period.end().getEpochSecond() / SECONDS_PER_HOUR));
  }

  private static SloReport slo(
      Tenant tenant,
      Objective objective,
      History history,
      ReportPeriod period,
      ReportPeriod month,
      Instant asOf,
      Contractual.ExcludedTime excluded) {
    Instant latest = asOf.isBefore(period.end()) ? asOf : period.end();
    BigDecimal target = objective.targetFor(tenant, latest);
    double budget = objective.errorBudgetRatio(tenant, latest);
    Account weekAccount =
        Account.of(history, target, period, period.between(tenant.onboardedAt(), latest));
    Account monthAccount =
        Account.of(history, target, month, month.between(tenant.onboardedAt(), latest));
    List<Account> days =
        period.days().stream()
            .map(day -> Account.of(history, target, day, day.between(tenant.onboardedAt(), latest)))
            .toList();
    Contractual weekContract =
        Contractual.of(history, objective, tenant, weekAccount.counted(), excluded);
    Contractual monthContract =
        Contractual.of(history, objective, tenant, monthAccount.counted(), excluded);
    MinuteStrip counted = strip(history, budget, weekAccount.counted());
    return new SloReport(
        objective,
        target,
        weekAccount,
        weekContract,
        judge(objective, tenant, weekContract, asOf),
        monthAccount,
        monthContract,
        judge(objective, tenant, monthContract, asOf),
        days,
        period.days().stream().map(day -> strip(history, budget, day)).toList(),
        SloReport.gapsIn(counted));
  }

  private static MinuteStrip strip(History history, double budget, ReportPeriod period) {
    return MinuteStrip.of(history.minutes(), budget, period.fromMinute(), period.toMinute());
  }

  private static Contractual.ExcludedTime excluded(
      ReportFeed feed, Tenant tenant, Objective objective, long from, long to, Instant asOf) {
    Exclusions known = feed.exclusions(asOf).asOf(asOf);
    return new Contractual.ExcludedTime(
        known.minutes(tenant.id(), objective.slo(), from, to),
        known.concerning(
            tenant.id(),
            objective.slo(),
            Instant.ofEpochSecond(from * 60),
            Instant.ofEpochSecond(to * 60)));
  }

  private static Verdict judge(
      Objective objective, Tenant tenant, Contractual contract, Instant asOf) {
    return JUDGE.judge(
        objective,
        tenant,
        new PeriodCounts(contract.figures(), contract.totalBefore()),
        asOf,
        false);
  }

  /// Its name: tenant and week.
  public String id() {
    return tenant.id() + "-" + week;
  }

  /// Whether the week was not yet over, or its last minutes not yet closed, at the report's
  /// instant.
  public boolean provisional() {
    return asOf.isBefore(period.end().plus(ReportRoutes.GRACE));
  }

  /// The verdict in one sentence, the first thing to read.
  public String verdict() {
    String when =
        (provisional() ? "so far in week %d of %d" : "in week %d of %d")
            .formatted(week.week(), week.year());
    List<SloReport> missed = slos.stream().filter(SloReport::missed).toList();
    long undecided =
        slos.stream()
            .filter(slo -> !slo.missed() && slo.weekVerdict().state() != State.MET)
            .count();
    if (slos.isEmpty()) {
      return "Nothing was promised %s.".formatted(when);
    }
    if (!missed.isEmpty()) {
      return "%s of %s %s missed %s: %s."
          .formatted(
              Wording.count(missed.size()),
              Wording.count(slos.size(), "promise", "promises"),
              missed.size() == 1 ? "was" : "were",
              when,
              missed.stream()
                  .map(
                      slo ->
                          "%s, %s instead of %s"
                              .formatted(
                                  slo.objective().displayName(),
                                  slo.share(slo.week()),
                                  Wording.target(slo.target())))
                  .collect(Collectors.joining("; ")));
    }
    if (undecided > 0) {
      return "%s of %s cannot be decided %s, because too little was measured; the others were kept."
          .formatted(
              Wording.count(undecided), Wording.count(slos.size(), "promise", "promises"), when);
    }
    return slos.size() == 1
        ? "The promise was kept %s.".formatted(when)
        : "All %d promises were kept %s.".formatted(slos.size(), when);
  }

  /// How the calendar month stands with it, in one sentence.
  public String monthVerdict() {
    String name =
        month
            .start()
            .atZone(month.zone())
            .getMonth()
            .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    List<String> missed =
        slos.stream()
            .filter(slo -> slo.monthVerdict().state() == State.BREACHED)
            .map(
                slo ->
                    "%s, %s instead of %s"
                        .formatted(
                            slo.objective().displayName(),
                            slo.share(slo.month()),
                            Wording.target(slo.target())))
            .toList();
    String until = "%s up to the end of the week: ".formatted(name);
    return missed.isEmpty()
        ? until + "no promise is missed."
        : until + String.join("; ", missed) + ".";
  }
}
