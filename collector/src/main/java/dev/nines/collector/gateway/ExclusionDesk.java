package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.AlertKey;
import dev.nines.alerts.lifecycle.Maintenance;
import dev.nines.slo.exclusion.ExclusionReader;
import dev.nines.slo.exclusion.ExclusionStore;
import dev.nines.slo.exclusion.Exclusions;
import dev.nines.slo.model.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All exclusions: those of the configured file and those that were entered while the gateway ran.
/// Safe between threads.
final class ExclusionDesk implements Reloadable, Maintenance {
  private final ExclusionStore entered;
  private volatile Exclusions fromFile = Exclusions.NONE;

  private ExclusionDesk(ExclusionStore entered) {
    this.entered = entered;
  }

  /// @throws StartException if what was entered cannot be read back
  static ExclusionDesk open(Startup checked, Storage storage) throws StartException {
    try {
      var desk = new ExclusionDesk(ExclusionStore.open(storage.exclusions()));
      desk.take(checked.config().exclusions());
      return desk;
    } catch (IOException e) {
      throw new StartException(
          List.of(
              "the exclusions cannot be read: %s. Correct or move the file away"
                  .formatted(e.getMessage())));
    }
  }

  /// All of them, the withdrawn ones included.
  Exclusions all() {
    return fromFile.plus(entered.exclusions());
  }

  /// Where exclusions are entered and withdrawn.
  ExclusionStore store() {
    return entered;
  }

  @Override
  public void takeOver(Startup next) {
    take(next.config().exclusions());
  }

  private void take(Optional<Path> file) {
    fromFile = file.map(each -> ExclusionReader.read(each).exclusions()).orElse(Exclusions.NONE);
  }

  @Override
  public boolean covers(AlertKey promise, Instant now) {
    return TenantId.isValid(promise.tenant())
        && all().asOf(now).covers(new TenantId(promise.tenant()), promise.slo(), now);
  }
}
