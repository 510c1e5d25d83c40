// Loaded before anything else (node --require), so that http and express are instrumented when they are imported.
import { context, propagation } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, type Span, type SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Copies the tenant from the baggage to every span that begins below it, also to those of the database. */
const tenantOnSpans: SpanProcessor = {
  onStart(span: Span, parent = context.active()) {
    const tenant = propagation.getBaggage(parent)?.getEntry('tenant.id')?.value;
    if (tenant) span.setAttribute('tenant.id', tenant);
  },
  onEnd() {},
  async forceFlush() {},
  async shutdown() {},
};

const sdk = new NodeSDK({
  // OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_ENDPOINT (http://gateway:4318) and OTEL_EXPORTER_OTLP_HEADERS
  // (Authorization=Bearer%20<token of senders_file>) come from the environment.
  spanProcessors: [tenantOnSpans, new BatchSpanProcessor(new OTLPTraceExporter(), { scheduledDelayMillis: 1000 })],
  instrumentations: [
    // What Prometheus or Nines asks is no tenant's request.
    new HttpInstrumentation({ ignoreIncomingRequestHook: (request) => request.url === '/metrics' }),
    new ExpressInstrumentation(),
    // With Prisma: new PrismaInstrumentation() of @prisma/instrumentation; its spans of queries become
    // db_client_operation_duration_seconds of the same tenant.
  ],
});
sdk.start();
process.once('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));
