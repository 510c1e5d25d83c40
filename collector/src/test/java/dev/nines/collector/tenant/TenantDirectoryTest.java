package dev.nines.collector.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.slo.model.Tenant;
import dev.nines.slo.model.TenantId;
import dev.nines.testing.PlainTenant;
import dev.nines.testing.TestClock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class TenantDirectoryTest {
  private final List<Collection<Tenant>> changes = new ArrayList<>();

  @Test
  void aTenantIsFoundByIdDatabaseAndDatabaseUser() {
    var directory =
        directory(
            list("db", () -> List.of(tenant("a", "db_a", "u_a"), tenant("b", "db_b", "u_b"))));
    directory.refresh();
    assertThat(directory.byId(new TenantId("b"))).map(Tenant::name).hasValue("b");
    assertThat(directory.byDatabase("db_a")).map(Tenant::name).hasValue("a");
    assertThat(directory.byDatabaseUser("u_b")).map(Tenant::name).hasValue("b");
    assertThat(directory.byDatabaseUser("root")).isEmpty();
  }

  @Test
  void whatTwoTenantsClaimBelongsToNeither() {
    var directory =
        directory(
            list("db", () -> List.of(tenant("a", "same", "u_a"), tenant("b", "same", "u_b"))));
    var status = directory.refresh();
    assertThat(directory.tenants()).hasSize(2);
    assertThat(directory.byDatabase("same")).isEmpty();
    assertThat(directory.byDatabaseUser("u_a")).isPresent();
    assertThat(status.failures())
        .containsExactly(
            "database 'same' is claimed by the tenants a and b and counts for neither; give each"
                + " its own");
  }

  @Test
  void aLaterListCorrectsAnEarlierOne() {
    var directory =
        directory(
            list("control", () -> List.of(tenant("a", "old", "u"), tenant("b", "b", "b"))),
            list("file", () -> List.of(tenant("a", "new", "u"))));
    directory.refresh();
    assertThat(directory.tenants()).hasSize(2);
    assertThat(directory.byDatabase("old")).isEmpty();
    assertThat(directory.byDatabase("new")).isPresent();
  }

  @Test
  void aListThatFailsKeepsWhatItLastSaid() {
    var answers = new ArrayList<Callable<List<Tenant>>>();
    answers.add(() -> List.of(tenant("a", "a", "a")));
    answers.add(
        () -> {
          throw new SQLException("Connection refused");
        });
    var directory = directory(list("control", () -> answers.removeFirst().call()));
    directory.refresh();
    var status = directory.refresh();
    assertThat(directory.tenants()).hasSize(1);
    assertThat(status.complete()).isFalse();
    assertThat(status.failures())
        .containsExactly("control cannot be read, its last 1 tenants stay: Connection refused");
    assertThat(changes).hasSize(1);
  }

  @Test
  void aListThatIsSuddenlyEmptyKeepsWhatItLastSaid() {
    var answers = new ArrayList<>(List.of(List.of(tenant("a", "a", "a")), List.<Tenant>of()));
    var directory = directory(list("control", answers::removeFirst));
    directory.refresh();
    assertThat(directory.refresh().failures()).hasSize(1);
    assertThat(directory.tenants()).hasSize(1);
  }

  @Test
  void aChangeIsToldOnceAndARemovedTenantIsGone() {
    var answers =
        new ArrayList<>(
            List.of(
                List.of(tenant("a", "a", "a"), tenant("b", "b", "b")),
                List.of(tenant("a", "a", "a"), tenant("b", "b", "b")),
                List.of(tenant("b", "b", "b"))));
    var directory = directory(list("control", answers::removeFirst));
    directory.refresh();
    directory.refresh();
    assertThat(changes).hasSize(1);
    directory.refresh();
    assertThat(changes).hasSize(2);
    assertThat(directory.byId(new TenantId("a"))).isEmpty();
    assertThat(directory.byDatabase("a")).isEmpty();
  }

  private TenantDirectory directory(TenantList... lists) {
    return new TenantDirectory(List.of(lists), TestClock.at("2026-03-01T12:00:00Z"), changes::add);
  }

  private static TenantList list(String name, Callable<List<Tenant>> tenants) {
    return new TenantList() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Result read() throws Exception {
        return new Result(tenants.call(), List.of());
      }
    };
  }

  private static Tenant tenant(String id, String database, String user) {
    return PlainTenant.of(id, Optional.of(database), Optional.of(user), Map.of());
  }
}
