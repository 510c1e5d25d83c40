/// What every source is: something that reads one target on its own schedule and says what it
/// found.
///
/// The packages beside this one (`scrape`, `probe`, `mariadb`…) implement
/// [dev.nines.collector.source.Source]; the gateway hands them to a
/// [dev.nines.collector.source.SourceScheduler], which alone decides when they run, for how long,
/// and what a failure means.
@NullMarked
package dev.nines.collector.source;

import org.jspecify.annotations.NullMarked;
