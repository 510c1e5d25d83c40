/// Valkey or Redis, and the queues that BullMQ keeps in it (layouts of versions 4 to 6): levels of
/// the server, depth of each queue by state, the age of its oldest runnable job, and signs that no
/// worker is alive. Read-only; keys are found by SCAN.
///
/// The gateway makes a [dev.nines.collector.queue.QueueSource] for each configured server.
@NullMarked
package dev.nines.collector.queue;

import org.jspecify.annotations.NullMarked;
