/// From data points (sums, gauges, histograms of both kinds, summaries) to samples, as if their
/// resource had been scraped.
///
/// A [dev.nines.collector.otlp.metric.MetricReader] reads a request and
/// [dev.nines.collector.otlp.metric.MetricSamples] takes its points. Called by the receiver.
@NullMarked
package dev.nines.collector.otlp.metric;

import org.jspecify.annotations.NullMarked;
