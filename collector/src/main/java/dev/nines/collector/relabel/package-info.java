/// Relabelling as Prometheus does it: rules that rewrite a set of labels, or drop what carries
/// them.
///
/// [Relabeling] is a list of rules, made by the reader of the configuration and applied by the room
/// `scrape` to targets and to series.
@NullMarked
package dev.nines.collector.relabel;

import org.jspecify.annotations.NullMarked;
