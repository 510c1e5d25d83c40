package dev.nines.collector.otlp;

import dev.nines.collector.otlp.metric.MetricReader;
import dev.nines.collector.otlp.metric.MetricSamples;
import dev.nines.collector.otlp.metric.PointOutcomes;
import dev.nines.collector.otlp.metric.ResourceLabels;
import dev.nines.collector.otlp.span.Heard;
import dev.nines.collector.otlp.span.SpanOutcome;
import dev.nines.collector.otlp.span.SpanOutcomes;
import dev.nines.collector.otlp.span.SpanReader;
import dev.nines.collector.otlp.span.SpanRules;
import dev.nines.collector.otlp.span.SpanSorter;
import dev.nines.collector.otlp.span.SpanTally;
import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.tenant.TenantRates;
import dev.nines.collector.otlp.tenant.TenantShares;
import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.collector.otlp.wire.JsonSchema;
import dev.nines.collector.otlp.wire.JsonTranscoder;
import dev.nines.collector.otlp.wire.LogReader;
import dev.nines.collector.otlp.wire.MalformedRequestException;
import dev.nines.collector.protobuf.MalformedProtobufException;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;

/// Decodes one request at a time and counts what is in it. Each has its own readers and tally, so
/// that workers share nothing while they work. For one thread at a time.
final class Worker {
  private final JsonTranscoder transcoder = new JsonTranscoder();
  private final SpanTally tally;
  private final SpanSorter sorter;
  private final SpanReader spans;
  private final TenantFinder tenants;
  private final MetricReader metrics;
  private final MetricSamples samples;
  private final Outlet outlet;
  private final Heard heard;
  private final TenantRates rates;
  private final Counters counters;
  private final InstantSource clock;

  Worker(
      AttributeNames names,
      SpanRules rules,
      SpanTally tally,
      TenantFinder tenants,
      MetricSamples samples,
      Outlet outlet,
      Heard heard,
      TenantRates rates,
      Counters counters,
      InstantSource clock) {
    this.tally = tally;
    this.sorter = new SpanSorter(names, rules, tally, clock);
    this.spans = new SpanReader(names, tenants, sorter);
    this.tenants = tenants;
    this.metrics = new MetricReader(names, tenants);
    this.samples = samples;
    this.outlet = outlet;
    this.heard = heard;
    this.rates = rates;
    this.counters = counters;
    this.clock = clock;
  }

  /// Takes a request: decoded first, then kept for what it goes on to, then counted.
  Answer accept(Signal signal, Encoding encoding, byte[] body, Sender sender) {
    counters.received(body.length);
    tally.lock();
    try {
      byte[] protobuf =
          switch (encoding) {
            case PROTOBUF -> body;
            case JSON -> transcoder.transcode(body, JsonSchema.message(signal.requestMessage()));
          };
      return switch (signal) {
        case TRACES -> traces(encoding, body, protobuf, sender);
        case METRICS -> metrics(encoding, body, protobuf, sender);
        case LOGS -> logs(encoding, body, protobuf);
      };
    } catch (MalformedProtobufException e) {
      return new Answer.Malformed("the body is not protobuf of OTLP: " + e.getMessage());
    } catch (MalformedRequestException e) {
      return new Answer.Malformed("the body is not OTLP/JSON: " + e.getMessage());
    } finally {
      tally.unlock();
    }
  }

  private Answer traces(Encoding encoding, byte[] body, byte[] protobuf, Sender sender)
      throws MalformedProtobufException {
    var found = new SpanOutcomes();
    sorter.begin();
    spans.read(protobuf, sender, found);
    TenantShares shares = sorter.shares();
    BitSet over = rates.take(shares, tenants, clock.millis());
    if (isAll(over, shares)) {
      return tooFast(over);
    }
    outlet.put(Signal.TRACES, encoding, body);
    over.stream()
        .forEach(
            tenant -> {
              found.move(SpanOutcome.COUNTED, SpanOutcome.OVER_RATE, shares.of(tenant));
              tally.leaveOut(tenants.id(tenant));
            });
    sorter.commit(protobuf, over);
    spans.services().forEach(service -> heard.note(service, clock.millis()));
    counters.spans(found);
    return new Answer.Accepted(found.rejected(), found.message());
  }

  private Answer metrics(Encoding encoding, byte[] body, byte[] protobuf, Sender sender)
      throws MalformedProtobufException {
    List<MetricReader.ResourcePoints> read = metrics.read(protobuf);
    TenantShares shares = MetricSamples.shares(read, sender, tenants);
    BitSet over = rates.take(shares, tenants, clock.millis());
    if (isAll(over, shares)) {
      return tooFast(over);
    }
    outlet.put(Signal.METRICS, encoding, body);
    read.forEach(each -> heard.note(ResourceLabels.service(each.attributes()), clock.millis()));
    PointOutcomes found = samples.take(read, sender, tenants, over);
    found.counts().forEach(counters::point);
    return new Answer.Accepted(found.rejected(), found.message());
  }

  private static boolean isAll(BitSet over, TenantShares shares) {
    return !over.isEmpty() && over.cardinality() == shares.tenants();
  }

  /// Nothing of the request was kept: repeated later, it counts in full.
  private Answer tooFast(BitSet over) {
    return new Answer.Overloaded(
        "more spans or data points a second than a tenant may send", rates.pause(over, tenants));
  }

  private Answer logs(Encoding encoding, byte[] body, byte[] protobuf)
      throws MalformedProtobufException {
    long records = LogReader.count(protobuf);
    outlet.put(Signal.LOGS, encoding, body);
    counters.logRecords(records);
    return Answer.Accepted.WHOLE;
  }

  /// Looks up tenants anew from now on.
  void forgetTenants() {
    tally.lock();
    try {
      tenants.forget();
    } finally {
      tally.unlock();
    }
  }
}
