package dev.nines.collector.gateway;

import dev.nines.slo.correction.Correction;
import dev.nines.slo.correction.CorrectionReader;
import dev.nines.slo.correction.CorrectionStore;
import dev.nines.slo.engine.SloEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All corrections: those of the configured file are entered once, by their id; others come by
/// request. What was entered stays, whatever becomes of the file. Safe between threads.
final class CorrectionDesk implements Reloadable {
  private static final Logger log = LoggerFactory.getLogger(CorrectionDesk.class);

  private final CorrectionStore store;

  private CorrectionDesk(CorrectionStore store) {
    this.store = store;
  }

  /// @throws StartException if what was entered cannot be read back
  static CorrectionDesk open(Startup checked, Storage storage, SloEngine engine)
      throws StartException {
    try {
      CorrectionStore store = CorrectionStore.open(storage.corrections());
      engine.takeCorrections(store);
      var desk = new CorrectionDesk(store);
      desk.enter(checked.config().corrections());
      return desk;
    } catch (IOException e) {
      throw new StartException(
          List.of(
              "the corrections cannot be read: %s. Correct or move the file away"
                  .formatted(e.getMessage())));
    }
  }

  /// What was entered, and what became of it.
  CorrectionStore store() {
    return store;
  }

  @Override
  public void takeOver(Startup next) {
    try {
      enter(next.config().corrections());
    } catch (IOException e) {
      log.error("the corrections of the file cannot be entered; a reload tries again", e);
    }
  }

  private void enter(Optional<Path> file) throws IOException {
    if (file.isEmpty()) {
      return;
    }
    for (Correction each : CorrectionReader.read(file.get()).corrections()) {
      if (!store.has(each.id())) {
        store.enter(each);
      }
    }
  }
}
