/// The demo's invented past: a month of minutes, written into the ledger before the first start, so
/// that windows, dashboards and last week's report have something to show.
///
/// Made from a seed, the tenants' daily rhythm and a few planned incidents; never mixed with
/// minutes that were measured. Called by `dev.nines.demo`.
@NullMarked
package dev.nines.demo.history;

import org.jspecify.annotations.NullMarked;
