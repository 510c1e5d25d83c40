package dev.nines.slo.exclusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nines.slo.ledger.SeriesKey;
import dev.nines.slo.model.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExclusionsTest {
  private static final Instant ENTERED = Instant.parse("2026-03-01T10:00:00Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId GLOBEX = new TenantId("globex");
  private static final Schedule SUNDAYS =
      new Schedule.Recurring(
          LocalDateTime.parse("2026-01-04T02:00:00"),
          ZoneId.of("Europe/Berlin"),
          Duration.ofHours(2),
          "FREQ=WEEKLY;BYDAY=SU");
  private static final Schedule MOST_SUNDAYS =
      new Schedule.Recurring(
          LocalDateTime.parse("2026-12-20T00:30:00"),
          ZoneId.of("Europe/Berlin"),
          Duration.ofHours(2),
          "FREQ=WEEKLY;BYDAY=SU",
          List.of(LocalDate.parse("2026-12-27")));

  @TempDir private Path folder;

  @Test
  void aRecurringOneKeepsToTheWallClock() {
    Exclusion sundays = exclusion("sundays", SUNDAYS);

    assertThat(sundays.within(at("2026-03-20T00:00:00Z"), at("2026-04-06T00:00:00Z")))
        .extracting(Schedule.Once::from)
        .containsExactly(
            at("2026-03-22T01:00:00Z"), // winter time
            at("2026-03-29T01:00:00Z"), // 02:00 is skipped: the clocks go to 03:00 there
            at("2026-04-05T00:00:00Z")); // summer time
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          2026-10-24T02:30:00 | Europe/Berlin     | FREQ=DAILY;COUNT=3 | 2026-10-24T00:30:00Z 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
          2026-03-28T02:30:00 | Europe/Berlin     | FREQ=DAILY;COUNT=3 | 2026-03-28T01:30:00Z 2026-03-29T01:30:00Z 2026-03-30T00:30:00Z
          2018-11-03T00:00:00 | America/Sao_Paulo | FREQ=DAILY;COUNT=3 | 2018-11-03T03:00:00Z 2018-11-04T03:00:00Z 2018-11-05T02:00:00Z
          2018-02-17T23:30:00 | America/Sao_Paulo | FREQ=DAILY;COUNT=2 | 2018-02-18T01:30:00Z 2018-02-19T02:30:00Z
          2024-02-29T01:00:00 | UTC               | FREQ=YEARLY;COUNT=2 | 2024-02-29T01:00:00Z 2028-02-29T01:00:00Z
          2026-01-31T01:00:00 | UTC               | FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2 | 2026-01-31T01:00:00Z 2026-02-28T01:00:00Z
          2026-01-01T01:00:00 | UTC               | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2 | 2026-01-30T01:00:00Z 2026-02-27T01:00:00Z
          2026-01-01T01:00:00 | Europe/Berlin     | FREQ=DAILY;UNTIL=20260102T000000Z | 2026-01-01T00:00:00Z 2026-01-02T00:00:00Z
          """)
  void aRuleOccursWhereRfc5545HasIt(String start, String zone, String rule, String begins) {
    var schedule =
        new Schedule.Recurring(
            LocalDateTime.parse(start), ZoneId.of(zone), Duration.ofHours(1), rule);

    assertThat(
            exclusion("a", schedule).within(at("2018-01-01T00:00:00Z"), at("2031-01-01T00:00:00Z")))
        .extracting(once -> once.from().toString())
        .containsExactly(begins.split(" "));
  }

  @Test
  void onExceptedDaysNoneBegins() {
    assertThat(
            exclusion("a", MOST_SUNDAYS)
                .within(at("2026-12-01T00:00:00Z"), at("2027-01-04T00:00:00Z")))
        .extracting(Schedule.Once::from)
        .containsExactly(at("2026-12-19T23:30:00Z"), at("2027-01-02T23:30:00Z"));
  }

  @Test
  void onlyWholeMinutesAreExcluded() {
    Exclusion once =
        exclusion(
            "once", new Schedule.Once(at("2026-03-08T02:00:30Z"), at("2026-03-08T02:03:30Z")));
    long first = at("2026-03-08T02:01:00Z").getEpochSecond() / 60;

    assertThat(new Exclusions(List.of(once)).minutes(ACME, "slo", first - 99, first + 99).ranges())
        .containsExactly(new MinuteRanges.Range(first, first + 2));
  }

  @Test
  void overlapsAreExcludedOnce() {
    var both =
        new Exclusions(
            List.of(
                exclusion("a", once("2026-03-08T02:00:00Z", "2026-03-08T04:00:00Z")),
                exclusion("b", once("2026-03-08T03:00:00Z", "2026-03-08T05:00:00Z"))));

    assertThat(both.minutes(ACME, "slo", 0, Integer.MAX_VALUE).count(0, Integer.MAX_VALUE))
        .isEqualTo(180);
  }

  @Test
  void oneEnteredLaterDoesNotExistAsOfBefore() {
    var exclusions = new Exclusions(List.of(exclusion("a", SUNDAYS)));

    assertThat(exclusions.asOf(ENTERED.minusSeconds(1)).all()).isEmpty();
    assertThat(exclusions.asOf(ENTERED).all()).hasSize(1);
  }

  @Test
  void itConcernsTheTenantsAndSlosThatItNames() {
    var acmeOnly =
        new Exclusion(
            "a",
            "maintenance",
            "because",
            "ops",
            ENTERED,
            Optional.empty(),
            List.of("acme"),
            List.of("availability"),
            once("2026-03-08T02:00:00Z", "2026-03-08T04:00:00Z"));
    var bySeries = new Exclusions(List.of(acmeOnly)).bySeries(0, Integer.MAX_VALUE);

    assertThat(bySeries.apply(new SeriesKey("availability", "1", ACME)).isEmpty()).isFalse();
    assertThat(bySeries.apply(new SeriesKey("latency", "1", ACME)).isEmpty()).isTrue();
    assertThat(bySeries.apply(new SeriesKey("availability", "1", GLOBEX)).isEmpty()).isTrue();
  }

  @Test
  void aFileIsReadWithAllThatIsWrongInIt() {
    var outcome =
        ExclusionReader.read(
            "maintenance.yml",
            """
            exclusions:
              - {id: a, class: maintenance, reason: upgrade, author: ops, entered: 2026-03-01T10:00:00Z,
                 from: 2026-03-08T02:00:00Z, to: 2026-03-08T04:00:00+01:00, tenants: [acme]}
              - {id: b, class: maintenance, reason: weekly, author: ops, entered: 2026-03-01T10:00:00Z,
                 start: 2026-01-04T02:00:00, timeZone: Europe/Berlin, duration: 2h, rrule: FREQ=WEEKLY;BYDAY=SU}
              - {id: b, class: maintenance, reason: weekly, author: ops, entered: yesterday,
                 start: 2026-01-04T02:00:00, timeZone: Berlin, duration: 2 hours, rrule: FREQ=SOMETIMES}
              - {id: d, class: maintenance, reason: weekly, author: ops, entered: 2026-03-01T10:00:00Z,
                 start: 2026-01-04T02:00:00, timeZone: UTC, duration: 0h, rrule: FREQ=DAILY;UNTIL=20261231,
                 except: [Christmas]}
              - {id: e, class: maintenance, reason: weekly, author: ops, entered: 2026-03-01T10:00:00Z,
                 start: 2026-01-04T02:00:00, timeZone: UTC, duration: 1h, rrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30}
              - {id: c, class: maintenance, reason: backwards, author: ops, entered: 2026-03-01T10:00:00Z,
                 from: 2026-03-08T02:00:00Z, to: 2026-03-08T01:00:00Z}
            """);

    assertThat(outcome.exclusions().all()).extracting(Exclusion::id).containsExactly("a", "b");
    assertThat(outcome.exclusions().all().get(1).schedule()).isEqualTo(SUNDAYS);
    assertThat(outcome.diagnostics())
        .extracting(each -> each.field().replaceAll(".*\\.", ""))
        .containsExactlyInAnyOrder(
            "id",
            "entered",
            "timeZone",
            "duration",
            "rrule",
            "duration",
            "rrule",
            "except[0]",
            "rrule",
            "to");
  }

  @Test
  void whatWasEnteredAndWithdrawnIsThereAfterARestart() throws IOException {
    Path file = folder.resolve("exclusions.jsonl");
    ExclusionStore store = ExclusionStore.open(file);
    Exclusion once = exclusion("once", once("2026-03-08T02:00:00Z", "2026-03-08T04:00:00Z"));
    store.enter(once);
    store.enter(exclusion("sundays", SUNDAYS));
    store.enter(exclusion("most-sundays", MOST_SUNDAYS));
    store.withdraw("once", "boss", ENTERED.plusSeconds(60));

    ExclusionStore again = ExclusionStore.open(file);

    assertThat(again.exclusions()).isEqualTo(store.exclusions());
    assertThat(again.exclusions().asOf(ENTERED.plusSeconds(59)).all()).hasSize(3);
    assertThat(again.exclusions().asOf(ENTERED.plusSeconds(60)).all()).hasSize(2);
    assertThatIllegalArgumentException().isThrownBy(() -> again.enter(once));
  }

  @Test
  void aLineCutShortByACrashIsDropped() throws IOException {
    Path file = folder.resolve("exclusions.jsonl");
    ExclusionStore.open(file).enter(exclusion("sundays", SUNDAYS));
    String whole = Files.readString(file);
    Files.writeString(file, whole + whole.substring(0, 20));

    ExclusionStore store = ExclusionStore.open(file);
    store.enter(exclusion("next", SUNDAYS));

    assertThat(ExclusionStore.open(file).exclusions().all())
        .extracting(Exclusion::id)
        .containsExactly("sundays", "next");
  }

  private static Schedule once(String from, String to) {
    return new Schedule.Once(at(from), at(to));
  }

  private static Exclusion exclusion(String id, Schedule schedule) {
    return new Exclusion(
        id,
        "maintenance",
        "because",
        "ops",
        ENTERED,
        Optional.empty(),
        List.of(),
        List.of(),
        schedule);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
