package dev.nines.dashboards.console;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Faults that only remember whether they are on.
public final class SampleFaults implements DemoControls {
  private final TreeSet<String> slow = new TreeSet<>(List.of("globex"));
  private final TreeSet<String> down = new TreeSet<>();

  @Override
  public synchronized List<Fault> faults() {
    return List.of(
        new Fault(
            "slow-queries",
            "Slow queries",
            "The tenant's queries take 400 ms. Its latency SLO burns within a minute and pages in"
                + " about four.",
            List.of("acme", "globex", "hooli"),
            List.copyOf(slow)),
        new Fault(
            "everything-down",
            "Everything down",
            "The API and every database stop. All tenants burn at once.",
            List.of(),
            List.copyOf(down)));
  }

  @Override
  public synchronized void set(String faultId, Optional<String> scope, boolean on) {
    TreeSet<String> active = faultId.equals("slow-queries") ? slow : down;
    if (on) {
      active.add(scope.orElse(""));
    } else {
      active.remove(scope.orElse(""));
    }
  }
}
