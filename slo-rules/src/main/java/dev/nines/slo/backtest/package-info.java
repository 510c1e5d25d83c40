/// What a promise would have done: its objectives judged over a history, minute by minute, by the
/// same judge that the engine uses. Pure; `collector.gateway` reads the history from a ledger or
/// from Prometheus and prints the result.
///
/// [Backtest] is the entrance, [History] what it looks at.
@NullMarked
package dev.nines.slo.backtest;

import org.jspecify.annotations.NullMarked;
