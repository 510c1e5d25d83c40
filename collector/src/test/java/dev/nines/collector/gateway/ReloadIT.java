package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadIT {
  @TempDir private Path folder;
  private GatewayRig rig;

  @BeforeEach
  void start() throws StartException {
    rig = new GatewayRig(folder);
    rig.write("tenants.yml", "tenants: [{id: acme, name: Acme}]");
    rig.write("nines.yml", "tenants: {file: tenants.yml}\nevaluation_interval: 1s\n");
    rig.write("web.yml", "");
    rig.start();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void otherTenantsSourcesAlertmanagersAndRetentionAreTakenOver() {
    rig.write("more.yml", "tenants: [{id: acme, name: Acme}, {id: globex, name: Globex}]");
    rig.write(
        "nines.yml",
        """
        tenants: {file: more.yml}
        evaluation_interval: 1s
        retention: 30d
        alertmanagers: [{url: "http://127.0.0.1:1"}]
        scrape_configs: [{job_name: api, static_configs: [{targets: ["127.0.0.1:1"]}]}]
        """);

    assertThat(reload().statusCode()).isEqualTo(200);

    assertThat(rig.get("/api/v1/tenants/globex", "").statusCode()).isIn(200, 404);
    assertThat(metrics())
        .contains("nines_source_up{kind=\"scrape\"")
        .contains("nines_alerts_waiting{alertmanager=\"http://127.0.0.1:1\"")
        .contains("nines_config_last_reload_successful 1.0");
    assertThat(rig.get("/metrics/tenants", "").body())
        .contains("nines_tenant_info{tenant=\"globex\"");
  }

  @Test
  void aWrongConfigurationIsRefusedWithFileLineAndRemedyAndTheLastGoodOneStays() {
    rig.write("nines.yml", "tenants: {file: tenants.yml}\nevaluation_interval: soon\n");

    HttpResponse<String> answer = reload();

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("nines.yml:2").contains("'soon'").contains("15s");
    assertThat(metrics()).contains("nines_config_last_reload_successful 0.0");
    assertThat(rig.get("/metrics/tenants", "").body()).contains("tenant=\"acme\"");
  }

  @Test
  void whatNeedsARestartIsRefusedByNameAndNothingElseIsTakenOver() {
    rig.write(
        "nines.yml",
        """
        tenants: {file: tenants.yml}
        external_url: https://nines.example.com
        scrape_configs: [{job_name: api, static_configs: [{targets: ["127.0.0.1:1"]}]}]
        """);

    HttpResponse<String> answer = reload();

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("external_url has changed")
        .contains("restart the gateway, or change it back");
    assertThat(metrics())
        .contains("nines_config_last_reload_successful 0.0")
        .doesNotContain("kind=\"scrape\"");
  }

  @Test
  void usersOfTheWebConfigurationAreTakenOver() {
    String hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
    rig.write("web.yml", "basic_auth_users: {anna: '" + hash + "'}");

    assertThat(reload().statusCode()).isEqualTo(200);

    assertThat(rig.get("/metrics", "").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> reload() {
    return rig.send("POST", "/-/reload", "");
  }

  private String metrics() {
    return rig.get("/metrics", "").body();
  }
}
