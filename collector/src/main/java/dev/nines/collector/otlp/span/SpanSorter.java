package dev.nines.collector.otlp.span;

import dev.nines.collector.otlp.tenant.Sender;
import dev.nines.collector.otlp.tenant.TenantFinder;
import dev.nines.collector.otlp.tenant.TenantShares;
import dev.nines.collector.otlp.wire.AttributeNames;
import dev.nines.collector.otlp.wire.Attributes;
import dev.nines.collector.otlp.wire.ByteTable;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Set;

/// Says what a span measures, and for whom: a request to an API (kind server, with an HTTP
/// attribute), a database query (kind client, with a database system) or a call of another service
/// (kind client, with an HTTP attribute), and counts it.
///
/// Counts wait until [#commit], so that a request that turns out malformed counts nowhere. Not
/// synchronised: each worker has its own.
public final class SpanSorter {
  private static final long NANOS_PER_MINUTE = 60_000_000_000L;
  private static final int FIRST_CLIENT_ERROR = 400;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final byte NOTHING = 0;
  private static final byte[] OK = bytes("ok");
  private static final byte[] ERROR = bytes("error");
  private static final byte[] OTHER = bytes("_OTHER");
  private static final Set<String> METHODS =
      Set.of(
          "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE");

  private final SpanNames names;
  private final SpanRules rules;
  private final SpanTally tally;
  private final InstantSource clock;
  private final SpanKey key = new SpanKey();
  private final ByteTable methods = new ByteTable();
  private final SpanBatch batch = new SpanBatch();
  private final TenantShares shares = new TenantShares();
  private long nowNanos;

  public SpanSorter(
      AttributeNames attributeNames, SpanRules rules, SpanTally tally, InstantSource clock) {
    this.names = new SpanNames(attributeNames);
    this.rules = rules;
    this.tally = tally;
    this.clock = clock;
    METHODS.forEach(each -> methods.add(bytes(each), 0, each.length(), 0));
  }

  /// Begins a request; the tally's lock is held until [#commit] or the end of the request.
  public void begin() {
    batch.clear();
    nowNanos = clock.millis() * 1_000_000;
  }

  /// Whose the spans since [#begin] are.
  public TenantShares shares() {
    shares.clear();
    batch.countInto(shares);
    return shares;
  }

  /// Counts everything since [#begin].
  ///
  /// @param without the numbers of tenants whose spans are left out
  public void commit(byte[] request, BitSet without) {
    batch.addTo(tally, request, without);
  }

  /// @param service the name of the service, in UTF-8
  SpanOutcome sort(
      SpanFields span, Attributes resource, byte[] service, TenantFinder tenants, Sender sender) {
    if (!span.validIds || span.endNanos <= 0 || span.endNanos < span.startNanos) {
      return SpanOutcome.INVALID;
    }
    byte kind = kindOf(span);
    if (kind == NOTHING) {
      return SpanOutcome.NOT_MEASURED;
    }
    int tenant = tenants.find(resource, span.attributes);
    if (tenant == TenantFinder.UNSAID) {
      return SpanOutcome.UNATTRIBUTED;
    }
    if (tenant == TenantFinder.STRANGER) {
      return SpanOutcome.QUARANTINED;
    }
    if (!sender.maySpeakFor(tenants.id(tenant).value())) {
      return SpanOutcome.FORBIDDEN;
    }
    double weight = weight(span);
    if (weight < 0) {
      return SpanOutcome.UNWEIGHTED;
    }
    if (nowNanos - span.endNanos > rules.maxAge().toNanos()) {
      return SpanOutcome.TOO_OLD;
    }
    boolean failed = key(span, kind, tenants.idBytes(tenant), service);
    count(span, tenant, weight, failed);
    return SpanOutcome.COUNTED;
  }

  private byte kindOf(SpanFields span) {
    if (span.kind == SpanFields.CLIENT && isDatabase(span.attributes)) {
      return SpanKey.QUERY;
    }
    if (!isHttp(span.attributes)) {
      return NOTHING;
    }
    return switch (span.kind) {
      case SpanFields.SERVER -> SpanKey.REQUEST;
      case SpanFields.CLIENT -> SpanKey.CALL;
      default -> NOTHING;
    };
  }

  private boolean isHttp(Attributes attributes) {
    return attributes.has(names.method)
        || attributes.has(names.oldMethod)
        || attributes.has(names.status)
        || attributes.has(names.oldStatus)
        || attributes.has(names.route);
  }

  private boolean isDatabase(Attributes attributes) {
    return attributes.has(names.dbSystem) || attributes.has(names.oldDbSystem);
  }

  private double weight(SpanFields span) {
    double absent = rules.trustUnweighted() ? 1 : Sampling.UNKNOWN;
    return span.traceStateLength == 0
        ? absent
        : Sampling.weight(span.bytes, span.traceState, span.traceStateLength, absent);
  }

  private void count(SpanFields span, int tenant, double weight, boolean failed) {
    // A sender whose clock is ahead cannot put events into minutes that have not begun.
    long minute = Math.min(span.endNanos, nowNanos) / NANOS_PER_MINUTE;
    batch.add(
        tenant,
        tally.number(key),
        minute,
        span.endNanos - Math.max(0, span.startNanos),
        weight,
        failed,
        span.traceId,
        span.endNanos);
  }

  /// Makes the key of a span.
  ///
  /// @return whether it failed
  private boolean key(SpanFields span, byte kind, byte[] tenant, byte[] service) {
    return switch (kind) {
      case SpanKey.REQUEST -> {
        int status = status(span.attributes);
        boolean failed = rules.errors().failed(status, span.statusIsError);
        yield httpKey(span.attributes, kind, tenant, service, names.route, status, failed);
      }
      case SpanKey.CALL -> {
        int status = status(span.attributes);
        yield httpKey(
            span.attributes, kind, tenant, service, peer(span), status, callFailed(span, status));
      }
      default -> queryKey(span, tenant, service);
    };
  }

  private int status(Attributes attributes) {
    long written = attributes.whole(attributes.either(names.status, names.oldStatus));
    return written >= 100 && written <= 599 ? (int) written : 0;
  }

  /// Who was called.
  private int peer(SpanFields span) {
    Attributes attributes = span.attributes;
    return attributes.either(
        names.serverAddress, attributes.either(names.oldServerAddress, names.peerService));
  }

  /// What the other side did not do: answer, or answer without an error of its own. Conventions
  /// make every 4xx an error of the client's span; but for 429 those are the caller's.
  private boolean callFailed(SpanFields span, int status) {
    if (status >= FIRST_CLIENT_ERROR) {
      return status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS;
    }
    return span.statusIsError || span.attributes.has(names.errorType);
  }

  /// @param route the slot of the route or of who was called
  private boolean httpKey(
      Attributes attributes,
      byte kind,
      byte[] tenant,
      byte[] service,
      int route,
      int status,
      boolean failed) {
    key.begin(kind);
    key.add(tenant);
    key.add(service);
    addMethod(attributes);
    key.add(attributes, route);
    if (status == 0) {
      key.addNothing();
    } else {
      key.addStatus(status);
    }
    if (failed && !attributes.isText(names.errorType) && status >= FIRST_CLIENT_ERROR) {
      key.addStatus(status);
    } else {
      addErrorType(attributes, failed);
    }
    key.add(failed ? ERROR : OK);
    return failed;
  }

  private boolean queryKey(SpanFields span, byte[] tenant, byte[] service) {
    Attributes attributes = span.attributes;
    boolean failed = span.statusIsError || attributes.has(names.errorType);
    key.begin(SpanKey.QUERY);
    key.add(tenant);
    key.add(service);
    key.add(attributes, attributes.either(names.dbOperation, names.oldDbOperation));
    key.add(attributes, attributes.either(names.dbNamespace, names.oldDbNamespace));
    key.add(attributes, attributes.either(names.dbSystem, names.oldDbSystem));
    addErrorType(attributes, failed);
    key.add(failed ? ERROR : OK);
    return failed;
  }

  /// A method that is not one of HTTP's is `_OTHER`, by the semantic conventions.
  private void addMethod(Attributes attributes) {
    int slot = attributes.either(names.method, names.oldMethod);
    if (!attributes.isText(slot)) {
      key.addNothing();
    } else if (methods.find(attributes.bytes(), attributes.start(slot), attributes.length(slot))
        == ByteTable.ABSENT) {
      key.add(OTHER);
    } else {
      key.add(attributes, slot);
    }
  }

  private void addErrorType(Attributes attributes, boolean failed) {
    if (attributes.isText(names.errorType)) {
      key.add(attributes, names.errorType);
    } else if (failed) {
      key.add(OTHER);
    } else {
      key.addNothing();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
