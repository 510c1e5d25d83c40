/// Reads what applications expose in the Prometheus text format and in OpenMetrics.
///
/// [dev.nines.collector.scrape.ScrapeSource] fetches a body and hands on only the series that
/// something needs; which those are is decided once a series, not once a sample. Called by the
/// scheduler; set up by the gateway.
@NullMarked
package dev.nines.collector.scrape;

import org.jspecify.annotations.NullMarked;
