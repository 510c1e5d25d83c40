package dev.nines.demo;

import dev.nines.dashboards.console.DemoControls;
import dev.nines.demo.saas.Faults;
import dev.nines.slo.model.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The SaaS's faults as the console's Demo page shows them.
final class FaultPanel implements DemoControls {

  private final Faults faults;

  FaultPanel(Faults faults) {
    this.faults = faults;
  }

  @Override
  public List<Fault> faults() {
    return faults.list().stream().map(this::shown).toList();
  }

  @Override
  public void set(String faultId, Optional<String> scope, boolean on) {
    dev.nines.demo.saas.Fault fault =
        dev.nines.demo.saas.Fault.of(faultId)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no fault '%s'. Faults: %s"
                            .formatted(
                                faultId,
                                Arrays.stream(dev.nines.demo.saas.Fault.values())
                                    .map(dev.nines.demo.saas.Fault::text)
                                    .toList())));
    faults.set(fault, scope.map(TenantId::new), on);
  }

  private Fault shown(Faults.Status status) {
    boolean perTenant = status.fault().perTenant();
    List<String> tenants = faults.tenants().stream().map(TenantId::value).toList();
    List<String> everywhere = status.on().isEmpty() ? List.of() : List.of("");
    return new Fault(
        status.fault().text(),
        status.fault().title(),
        status.fault().effect(),
        perTenant ? tenants : List.of(),
        perTenant ? status.on().stream().map(TenantId::value).toList() : everywhere);
  }
}
