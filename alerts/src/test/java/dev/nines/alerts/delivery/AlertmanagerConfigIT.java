package dev.nines.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.testing.ExternalBinary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The shipped `alertmanager.yml`, read by Alertmanager's own tool.
class AlertmanagerConfigIT {
  private static final Path SHIPPED = Path.of("alertmanager.yml");

  @TempDir private Path folder;

  @Test
  void theShippedFileIsValid() throws Exception {
    var check = amtool("check-config", SHIPPED.toString());
    assertThat(check.exit()).as(check.output()).isZero();
    assertThat(check.output()).contains("5 receivers", "2 inhibit rules");
  }

  @Test
  void itIsValidWithEveryReceiverUncommented() throws Exception {
    var all = Files.readString(SHIPPED).replaceAll("(?m)^( *)#\\| ", "$1");
    assertThat(all).contains("\n    pagerduty_configs:", "\n    webhook_configs:");
    var file = Files.writeString(folder.resolve("alertmanager.yml"), all);
    var check = amtool("check-config", file.toString());
    assertThat(check.exit()).as(check.output()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "dead-mans-switch, alertname=Watchdog severity=none service=nines",
    "'customer-success,pager', alertname=TenantSloBurn severity=critical tier=enterprise",
    "'customer-success,tickets', alertname=TenantSloBurn severity=warning tier=enterprise",
    "pager, alertname=TenantSloBurn severity=critical tier=trial",
    "'customer-success,pager', alertname=ServiceSloBurnFleet severity=critical service=shop",
    "tickets, alertname=SloFrozen severity=warning tier=enterprise",
    "pager, alertname=NinesLedgerUndurable severity=critical service=nines",
    "tickets, alertname=NinesSourceDown severity=warning service=nines",
    "nobody, alertname=Anything severity=info",
    "tickets, alertname=Unclassified",
  })
  void everyAlertReachesWhoeverItIsFor(String receivers, String labels) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "config",
                "routes",
                "test",
                "--config.file=" + SHIPPED,
                "--verify.receivers=" + receivers));
    command.addAll(List.of(labels.split(" ")));
    var test = amtool(command.toArray(String[]::new));
    assertThat(test.exit()).as(test.output()).isZero();
  }

  private record Result(int exit, String output) {}

  private static Result amtool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ExternalBinary.require("amtool", "prometheus-alertmanager").toString());
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
