/// From spans to request and query histograms of their tenants, with exemplars of those that were
/// slow or failed.
///
/// A [dev.nines.collector.otlp.span.SpanReader] reads a request, a
/// [dev.nines.collector.otlp.span.SpanSorter] decides what each span counts as, a
/// [dev.nines.collector.otlp.span.SpanTally] for each worker keeps the numbers, and
/// [dev.nines.collector.otlp.span.SpanCounts] makes observations of them. Called by the receiver.
@NullMarked
package dev.nines.collector.otlp.span;

import org.jspecify.annotations.NullMarked;
