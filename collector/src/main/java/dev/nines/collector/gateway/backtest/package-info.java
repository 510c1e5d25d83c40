/// `nines backtest`: reads history from a ledger or from Prometheus, and shows what
/// [dev.nines.slo.backtest.Backtest] finds in it. Called by the program's `Main`.
@NullMarked
package dev.nines.collector.gateway.backtest;

import org.jspecify.annotations.NullMarked;
