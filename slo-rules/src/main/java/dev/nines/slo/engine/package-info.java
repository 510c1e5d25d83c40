/// The embedded engine: takes observations, writes them to the ledger, keeps the windows and judges
/// every objective of every tenant, once a tick.
///
/// [dev.nines.slo.engine.SloEngine] strings the rooms below together and holds no arithmetic of its
/// own. The gateway calls it; alerts, console and `/metrics` read its verdicts.
@NullMarked
package dev.nines.slo.engine;

import org.jspecify.annotations.NullMarked;
