package dev.nines.collector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A token of one tenant, at every address that the gateway has.
class TenantTokenIT {
  private static final String TOKEN = "0c6b1a6f5f2f4e7c9d1d3b5a7f9e1c3b";
  private static final String DIGEST = digest(TOKEN);

  /// Whatever gives the other tenant away.
  private static final List<String> TRACES = List.of("globex", "Globex", "gx_database", "gx_user");

  @TempDir private static Path folder;
  private static GatewayRig rig;
  private static Set<String> addresses;

  @BeforeAll
  static void start() throws Exception {
    rig = new GatewayRig(folder);
    rig.write(
        "tenants.yml",
        """
        tenants:
          - {id: acme, name: Acme, database: ac_database, database_user: ac_user}
          - {id: globex, name: Globex, database: gx_database, database_user: gx_user}
        """);
    rig.write(
        "nines.yml",
        """
        tenants: {file: tenants.yml}
        evaluation_interval: 1s
        packs: [saas-core, business, cost]
        probes:
          - {name: health, url: "http://127.0.0.1:1/{tenant.id}", interval: 1s}
        """);
    rig.write("web.yml", "tenant_tokens: [{tenant: acme, sha256: %s}]".formatted(DIGEST));
    Gateway gateway = rig.start();
    rig.awaitReady();
    addresses = addressesOf(gateway);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void noAddressShowsAnythingOfAnotherTenant() {
    assertThat(addresses).contains("/metrics", "/metrics/tenants", "/api/v1/alerts", "/-/reload");
    for (String address : addresses) {
      for (String id : List.of("acme", "globex")) {
        for (String method : List.of("GET", "POST")) {
          HttpResponse<String> answer = rig.send(method, concrete(address, id), TOKEN);

          String asked = answer.body().replace(concrete(address, id), "");
          assertThat(TRACES)
              .as("%s %s answers %d", method, concrete(address, id), answer.statusCode())
              .noneMatch(asked::contains);
          assertThat(answer.headers().map().toString()).doesNotContain("gx_");
        }
      }
    }
  }

  @Test
  void howTheHouseItselfDoesIsNoTenantsToSee() {
    for (String page : List.of("/tenants/acme", "/reports/acme", "/api/v1/slos")) {
      assertThat(rig.get(page, TOKEN).body())
          .as(page)
          .contains("tenant-availability")
          .doesNotContain("trial-conversion", "spend");
    }
  }

  @Test
  void theMachineryIsOutOfReach() {
    assertThat(rig.get("/metrics", TOKEN).statusCode()).isEqualTo(404);
    assertThat(rig.get("/metrics/tenants", TOKEN).statusCode()).isEqualTo(404);
    assertThat(rig.send("POST", "/-/reload", TOKEN).statusCode()).isIn(404, 405);
  }

  @Test
  void anotherTenantIsAnsweredLikeOneThatDoesNotExist() {
    for (String page : List.of("/tenants/", "/reports/", "/api/v1/tenants/")) {
      HttpResponse<String> other = rig.get(page + "globex", TOKEN);
      HttpResponse<String> nobody = rig.get(page + "nobody", TOKEN);

      assertThat(other.statusCode()).as(page).isEqualTo(404).isEqualTo(nobody.statusCode());
      assertThat(other.body()).isEqualTo(nobody.body());
    }
  }

  @Test
  void theOwnTenantIsShownInConsoleReportAndApi() {
    assertThat(rig.get("/", TOKEN).body()).contains("Acme");
    assertThat(rig.get("/tenants/acme", TOKEN).body()).contains("Acme");
    assertThat(rig.get("/reports/acme", TOKEN).body()).contains("Acme");
    assertThat(rig.get("/api/v1/tenants", TOKEN).body()).contains("\"id\":\"acme\"");
    assertThat(rig.get("/api/v1/slos?tenant=acme", TOKEN).body())
        .contains("\"slo\":\"tenant-availability\"");
    assertThat(rig.get("/api/v1/alerts", TOKEN).statusCode()).isEqualTo(200);
  }

  @Test
  void withoutATokenOrWithAWrongOneNothingIsShown() {
    assertThat(rig.get("/api/v1/tenants", "").statusCode()).isEqualTo(401);
    assertThat(rig.get("/api/v1/tenants", TOKEN + "0").statusCode()).isEqualTo(401);
  }

  /// Every address of the routers, those of mounted ones included.
  private static Set<String> addressesOf(Gateway gateway) {
    Vertx vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    gateway.routes().all().forEach(each -> each.accept(router));
    var found = new TreeSet<String>();
    collect("", router, found);
    vertx.close().await();
    return found;
  }

  private static void collect(String prefix, Router router, Set<String> into) {
    for (Route route : router.getRoutes()) {
      String path = Optional.ofNullable(route.getPath()).orElse("/");
      Router below = route.getSubRouter();
      if (below != null) {
        collect(prefix + path.replaceAll("/\\*?$", ""), below, into);
      } else {
        into.add(prefix + path);
      }
    }
  }

  private static String concrete(String address, String tenant) {
    return address.replaceAll(":tenant", tenant).replaceAll("[:*][A-Za-z]*", tenant);
  }

  private static String digest(String token) {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256")
                  .digest(token.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
