/// Where targets come from: fixed lists, files, DNS, HTTP, as Prometheus' service discovery does
/// it.
///
/// A [Discovery] says which [TargetGroup]s there are; [Discoveries] asks all of them again and
/// again and tells when something changed. The room `scrape` makes targets of the groups.
@NullMarked
package dev.nines.collector.discovery;

import org.jspecify.annotations.NullMarked;
