package dev.nines.collector.otlp.span;

import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.collector.otlp.wire.Attributes;
import dev.nines.collector.protobuf.MalformedProtobufException;
import dev.nines.collector.protobuf.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// Reads an `ExportTraceServiceRequest` and counts its spans.
///
/// In steady state nothing is allocated for a span: attributes are compared where they stand, and
/// the series is found by a key of bytes. Not synchronised: each worker has its own.
public final class SpanReader {
  private static final int RESOURCE_SPANS = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;
  private static final int RESOURCE_ATTRIBUTES = 1;

  private final ProtoReader in = new ProtoReader();
  private final SpanFields span;
  private final SpanNames names;
  private final Attributes resource;
  private final TenantFinder tenants;
  private final SpanSorter sorter;
  private byte[] bytes = {};
  private byte[] service = {};
  private final Set<String> services = new HashSet<>();

  public SpanReader(AttributeNames attributeNames, TenantFinder tenants, SpanSorter sorter) {
    this.names = new SpanNames(attributeNames);
    this.resource = new Attributes(attributeNames);
    this.span = new SpanFields(attributeNames);
    this.tenants = tenants;
    this.sorter = sorter;
  }

  /// Counts the spans of a request.
  ///
  /// @param sender whose tenants these may be
  /// @param found takes what became of them
  public void read(byte[] request, Sender sender, SpanOutcomes found)
      throws MalformedProtobufException {
    bytes = request;
    services.clear();
    in.reset(request);
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != RESOURCE_SPANS) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        int outer = in.enter();
        resourceSpans(sender, found);
        in.leave(outer);
      }
    }
  }

  /// The services that the last request came from.
  public Set<String> services() {
    return services;
  }

  /// Twice over, because the resource may stand behind its spans.
  private void resourceSpans(Sender sender, SpanOutcomes found) throws MalformedProtobufException {
    int start = in.position();
    int end = in.limit();
    resource.clear(bytes);
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field == RESOURCE && in.is(ProtoReader.BYTES)) {
        readResource();
      } else if (field != RESOURCE) {
        in.skip();
      }
    }
    String name = resource.text(names.serviceName);
    service = name == null ? new byte[0] : name.getBytes(StandardCharsets.UTF_8);
    services.add(name == null ? "" : name);
    in.reset(bytes, start, end);
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != SCOPE_SPANS) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        int outer = in.enter();
        scopeSpans(sender, found);
        in.leave(outer);
      }
    }
  }

  private void readResource() throws MalformedProtobufException {
    int outer = in.enter();
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != RESOURCE_ATTRIBUTES) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        resource.read(in);
      }
    }
    in.leave(outer);
  }

  private void scopeSpans(Sender sender, SpanOutcomes found) throws MalformedProtobufException {
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != SPANS) {
        in.skip();
      } else if (in.is(ProtoReader.BYTES)) {
        int outer = in.enter();
        span.read(in, bytes);
        in.leave(outer);
        found.count(sorter.sort(span, resource, service, tenants, sender));
      }
    }
  }
}
