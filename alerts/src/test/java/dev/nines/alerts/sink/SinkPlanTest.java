package dev.nines.alerts.sink;

import static dev.nines.alerts.sink.Pages.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.lifecycle.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SinkPlanTest {
  private static final Set<String> PAGES = Set.of("critical");
  private static final Alert BURN = Pages.burn("acme");

  private final MemoryRecord record = new MemoryRecord();
  private final SinkPlan plan =
      new SinkPlan(
          List.of(
              new EscalationStep(Duration.ZERO, "chat", PAGES),
              new EscalationStep(Duration.ofMinutes(5), "mail", PAGES),
              new EscalationStep(Duration.ofMinutes(15), "phone", PAGES),
              new EscalationStep(Duration.ofMinutes(30), "phone", PAGES)),
          record,
          "https://n/acknowledge/{id}");

  @Test
  void eachStepComesInItsTimeAndOnce() {
    assertThat(tell("chat", NOON)).hasSize(1);
    assertThat(tell("chat", NOON)).isEmpty();
    assertThat(tell("mail", minutes(4))).isEmpty();
    assertThat(tell("mail", minutes(5))).hasSize(1);
    assertThat(tell("phone", minutes(15))).hasSize(1);
    assertThat(tell("phone", minutes(29))).isEmpty();
    assertThat(tell("phone", minutes(30))).hasSize(1);
  }

  @Test
  void whoeverIsOnItIsNotToldAgain() {
    tell("chat", NOON);
    record.acknowledge(BURN.id(), "ann", NOON);
    assertThat(tell("mail", minutes(5))).isEmpty();
    assertThat(tell("phone", minutes(60))).isEmpty();
  }

  @Test
  void whoHeardOfTheBeginningHearsOfTheEnd() {
    tell("chat", NOON);
    var over = List.of(Pages.over(BURN, minutes(3)));
    assertThat(plan.due("chat", over, minutes(3)))
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.RESOLVED);
    assertThat(plan.due("mail", over, minutes(3))).isEmpty();
  }

  @Test
  void anEndIsToldOnce() {
    tell("chat", NOON);
    var over = List.of(Pages.over(BURN, minutes(3)));
    plan.due("chat", over, minutes(3)).forEach(each -> record.told(each.id(), NOON));
    assertThat(plan.due("chat", over, minutes(4))).isEmpty();
  }

  @Test
  void stepsThatWereMissedAreOneMessage() {
    plan.begin(List.of(BURN), NOON);
    assertThat(plan.due("phone", List.of(BURN), minutes(45))).hasSize(1);
  }

  @Test
  void aPageThatGrewOutOfAnOldTicketBeginsWithTheFirstStep() {
    plan.begin(List.of(BURN), minutes(600));
    assertThat(tell("chat", minutes(600))).hasSize(1);
    assertThat(tell("phone", minutes(614))).isEmpty();
    assertThat(tell("phone", minutes(615))).hasSize(1);
  }

  @Test
  void stepsOfAMemberCountFromTheEndOfItsFleet() {
    plan.begin(List.of(Pages.fleet(), BURN), NOON);
    plan.begin(List.of(BURN), minutes(60));
    assertThat(tell("mail", minutes(64))).isEmpty();
    assertThat(tell("mail", minutes(65))).hasSize(1);
  }

  @Test
  void aTicketIsNoPage() {
    var ticket = Pages.alert(Map.of("alertname", "SloFrozen", "severity", "warning"));
    assertThat(plan.due("chat", List.of(ticket), minutes(60))).isEmpty();
  }

  @Test
  void whileTheFleetFiresItsMembersWait() {
    var both = List.of(Pages.fleet(), BURN);
    assertThat(plan.due("chat", both, NOON))
        .extracting(each -> each.alert().name())
        .containsExactly("ServiceSloBurnFleet");
    var ended = List.of(Pages.over(Pages.fleet(), NOON), BURN);
    assertThat(plan.due("chat", ended, NOON)).hasSize(1);
  }

  @Test
  void aNewBurnOfTheSameTenantIsAnotherAlert() {
    var later = new Alert(BURN.labels(), BURN.annotations(), minutes(60), Optional.empty());
    assertThat(later.id()).isNotEqualTo(BURN.id());
  }

  @Test
  void theNextStepIsKnown() {
    plan.begin(List.of(BURN), NOON);
    assertThat(plan.next("phone", List.of(BURN), minutes(16))).contains(minutes(30));
    assertThat(plan.next("phone", List.of(BURN), minutes(30))).isEmpty();
  }

  private List<Notice> tell(String sink, Instant now) {
    plan.begin(List.of(BURN), now);
    var due = plan.due(sink, List.of(BURN), now);
    due.forEach(each -> record.told(each.id(), now));
    return due;
  }

  private static Instant minutes(long minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }
}
