package dev.nines.alerts.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.alerts.generate.AlertmanagerOptions.Receiver;
import dev.nines.slo.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The generated configuration, as committed and as Alertmanager's own tool reads it.
class AlertmanagerFilesIT {
  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void generate() throws IOException {
    config = write(Set.of(), ZoneId.of("Europe/Berlin"));
  }

  private Path write(Set<Receiver> receivers, ZoneId zone) throws IOException {
    for (Map.Entry<String, String> file : files(receivers, zone).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return folder.resolve("alertmanager.yml");
  }

  private static Map<String, String> files(Set<Receiver> receivers, ZoneId zone) {
    return AlertmanagerFiles.of(
        AlertmanagerFiles.options(
            SpecReader.shipped().objectives(), new TreeSet<>(receivers), zone));
  }

  @Test
  void theShippedFilesAreTheGeneratedOnes() {
    var files = files(Set.of(), ZoneId.of("Europe/Berlin"));
    Golden.assertShipped("alertmanager.yml", files.get("alertmanager.yml"));
    Golden.assertShipped("nines.tmpl", files.get("nines.tmpl"));
  }

  @Test
  void amtoolFindsNothingWrong() {
    var check = Tool.amtool("check-config", config.toString());
    assertThat(check.exit()).as(check.output()).isZero();
    assertThat(check.output()).contains("9 receivers", "5 inhibit rules", "1 templates");
  }

  @Test
  void norWithEveryReceiverSwitchedOn() throws IOException {
    var all = write(EnumSet.allOf(Receiver.class), ZoneId.of("America/New_York"));
    assertThat(Files.readString(all))
        .contains("\n    pagerduty_configs:", "\n    webhook_configs:", "America/New_York")
        .doesNotContainPattern("(?m)^ *#\\|");
    var check = Tool.amtool("check-config", all.toString());
    assertThat(check.exit()).as(check.output()).isZero();
  }

  @Test
  void teamsMayBeCalledAsTheyLike() throws IOException {
    var options =
        new AlertmanagerOptions(
            new TreeSet<>(EnumSet.allOf(Receiver.class)),
            ZoneId.of("Europe/Berlin"),
            new TreeSet<>(List.of("Ann's \"A\" team: #1", "Zürich", "on")),
            new TreeSet<>(List.of("gold.plus")));
    var odd =
        Files.writeString(
            folder.resolve("odd.yml"), AlertmanagerFiles.of(options).get("alertmanager.yml"));
    Files.writeString(
        folder.resolve("nines.tmpl"), AlertmanagerFiles.of(options).get("nines.tmpl"));
    var test =
        Tool.amtool(
            "config",
            "routes",
            "test",
            "--config.file=" + odd,
            "--verify.receivers=tickets-Ann's \"A\" team: #1",
            "severity=warning",
            "team=Ann's \\\"A\\\" team: #1");
    assertThat(test.exit()).as(test.output()).isZero();
  }

  @Test
  void takingTheCommentsAwayIsSwitchingOn() throws IOException {
    var uncommented = Files.readString(config).replaceAll("(?m)^( *)#\\| ", "$1");
    assertThat(uncommented)
        .isEqualTo(
            files(EnumSet.allOf(Receiver.class), ZoneId.of("Europe/Berlin"))
                .get("alertmanager.yml"));
  }

  @ParameterizedTest
  @CsvSource({
    "dead-mans-switch, alertname=Watchdog severity=none service=nines",
    "'customer-success,escalation,pager', alertname=TenantSloBurn severity=critical"
        + " tier=enterprise",
    "'customer-success,tickets', alertname=TenantSloBurn severity=warning tier=enterprise",
    "'escalation,pager', alertname=TenantSloBurn severity=critical tier=trial",
    "'customer-success,escalation,pager', alertname=ServiceSloBurnFleet severity=critical"
        + " service=shop",
    "tickets, alertname=SloFrozen severity=warning tier=enterprise",
    "'escalation,pager', alertname=NinesLedgerUndurable severity=critical service=nines",
    "'escalation,pager', alertname=BackupMissing severity=critical team=database",
    "tickets-database, alertname=TenantQueryLatencyHigh severity=warning team=database",
    "tickets-platform, alertname=DiskAlmostFull severity=warning team=platform",
    "tickets, alertname=NinesSourceDown severity=warning service=nines",
    "nobody, alertname=Anything severity=info",
    "tickets, alertname=Unclassified",
  })
  void everyAlertReachesWhoeverItIsFor(String receivers, String labels) {
    var command =
        new ArrayList<>(
            List.of(
                "config",
                "routes",
                "test",
                "--config.file=" + config,
                "--verify.receivers=" + receivers));
    command.addAll(List.of(labels.split(" ")));
    var test = Tool.amtool(command.toArray(String[]::new));
    assertThat(test.exit()).as(test.output()).isZero();
  }
}
