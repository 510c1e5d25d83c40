/// Whether an exposition keeps to its standard: OpenMetrics 1.0 strictly, or the Prometheus text
/// format 0.0.4. Says of each violation where it is and what to do.
///
/// [ExpositionChecker] is the entry, called by `nines check-metrics`. What is scraped goes through
/// the lenient parser of the room `scrape` instead: a target is measured even where its output
/// could be better. [Numbers] is the grammar that both share.
@NullMarked
package dev.nines.collector.openmetrics;

import org.jspecify.annotations.NullMarked;
