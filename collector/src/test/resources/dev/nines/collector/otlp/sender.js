// Sends spans and metrics with the OpenTelemetry SDK for JavaScript.
// Arguments: folder with node_modules, port, transport (grpc, proto or json), compression (gzip or none), number of spans.
const [folder, port, transport, compression, count] = process.argv.slice(2);
const load = (name) => require(require.resolve(name, { paths: [folder] }));

const { SpanKind, SpanStatusCode } = load('@opentelemetry/api');
const { resourceFromAttributes } = load('@opentelemetry/resources');
const { BasicTracerProvider, BatchSpanProcessor } = load('@opentelemetry/sdk-trace-base');
const { MeterProvider, PeriodicExportingMetricReader, AggregationType } = load('@opentelemetry/sdk-metrics');
const packageEnd = { grpc: 'grpc', proto: 'proto', json: 'http' }[transport];
const { OTLPTraceExporter } = load(`@opentelemetry/exporter-trace-otlp-${packageEnd}`);
const { OTLPMetricExporter } = load(`@opentelemetry/exporter-metrics-otlp-${packageEnd}`);

const base = `http://127.0.0.1:${port}`;
const options = (path) => ({ url: transport === 'grpc' ? base : base + path, compression });
const resource = resourceFromAttributes({ 'service.name': 'shop', 'tenant.id': 'acme' });

async function main() {
  const tracing = new BasicTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(options('/v1/traces')))],
  });
  const tracer = tracing.getTracer('test');
  for (let i = 0; i < Number(count); i++) {
    const span = tracer.startSpan('GET /orders', { kind: SpanKind.SERVER });
    const failed = i % 10 === 0;
    span.setAttributes({
      'http.request.method': 'GET',
      'http.route': '/orders',
      'http.response.status_code': failed ? 500 : 200,
    });
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
  await tracing.forceFlush();
  await tracing.shutdown();

  const metrics = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter(options('/v1/metrics')),
        exportIntervalMillis: 3600000,
      }),
    ],
    views: [
      {
        instrumentName: 'http.server.request.duration',
        aggregation: {
          type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
          options: { boundaries: [0.1, 0.25, 0.5, 1] },
        },
      },
    ],
  });
  const meter = metrics.getMeter('test');
  meter.createCounter('orders.placed').add(7);
  meter.createHistogram('http.server.request.duration', { unit: 's' }).record(0.2);
  await metrics.forceFlush();
  await metrics.shutdown();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
