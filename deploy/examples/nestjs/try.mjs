// Runs the example against a real gateway: npm run try [path of the nines launcher]
// Two tenants, some of whose requests fail; the gateway must count each tenant's own, from spans and from metrics.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const nines = resolve(process.argv[2] ?? '../../../nines');
const home = mkdtempSync(join(tmpdir(), 'nines-nestjs-'));
const children = [];

const freePort = () =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

async function until(what, condition, seconds = 90) {
  const end = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < end) {
    try {
      last = await condition();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    await new Promise((later) => setTimeout(later, 500));
  }
  throw new Error(`${what} did not happen within ${seconds} s: ${last}`);
}

function start(command, args, environment) {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: 'inherit' });
  children.push(child);
}

async function main() {
  const [web, otlp, grpc, app] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  writeFileSync(
    join(home, 'tenants.yml'),
    'tenants:\n  - {id: acme, tier: enterprise}\n  - {id: globex, tier: business}\n',
  );
  writeFileSync(
    join(home, 'nines.yml'),
    `tenants: {file: tenants.yml}
evaluation_interval: 2s
packs: [saas-core, api]
rules: [spans.yml]
otlp: {http_listen_address: "127.0.0.1:${otlp}", grpc_listen_address: "127.0.0.1:${grpc}", interval: 2s}
scrape_configs:
  - {job_name: app, scrape_interval: 2s, scrape_timeout: 2s, honor_labels: true, static_configs: [{targets: ["127.0.0.1:${app}"]}]}
`,
  );
  writeFileSync(
    join(home, 'spans.yml'),
    `version: prometheus/v1
service: from-spans
slos:
  - name: requests
    objective: 99
    sli:
      events:
        error_query: sum by (tenant) (rate(http_server_request_duration_seconds_count{outcome="error"}[{{.window}}]))
        total_query: sum by (tenant) (rate(http_server_request_duration_seconds_count[{{.window}}]))
    alerting: {name: Requests}
`,
  );
  start(nines, ['run', '--config.file', join(home, 'nines.yml'), '--storage.path', join(home, 'data'), `--web.listen-address=127.0.0.1:${web}`]);
  await until('the gateway being ready', async () => (await fetch(`http://127.0.0.1:${web}/-/ready`)).ok);
  start('node', ['--require', './dist/telemetry.js', 'dist/main.js'], {
    PORT: String(app),
    OTEL_SERVICE_NAME: 'shop',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${otlp}`,
  });
  const ask = (path, tenant, options = {}) =>
    fetch(`http://127.0.0.1:${app}${path}`, { headers: { 'x-tenant': tenant }, ...options });
  await until('the application listening', async () => (await fetch(`http://127.0.0.1:${app}/metrics`)).ok);
  // Counters begin with their first request, and count from the second reading on.
  const round = async () => {
    for (let i = 0; i < 10; i++) await ask('/orders', 'acme', { method: 'POST' });
    for (let i = 0; i < 5; i++) await ask('/dashboard', 'globex');
    await ask('/broken', 'globex');
  };
  await round();
  await new Promise((later) => setTimeout(later, 5000));
  await round();

  const events = async (slo, tenant, outcome) => {
    const text = await (await fetch(`http://127.0.0.1:${web}/metrics/tenants`)).text();
    const line = text
      .split('\n')
      .find(
        (each) =>
          each.startsWith('nines_sli_events_total{') &&
          [`slo="${slo}"`, `tenant="${tenant}"`, `outcome="${outcome}"`].every((part) => each.includes(part)),
      );
    return line ? Number(line.slice(line.lastIndexOf(' ') + 1)) : 0;
  };
  const expected = [
    ['from-spans-requests', 'acme', 'good', 20],
    ['from-spans-requests', 'acme', 'bad', 0],
    ['from-spans-requests', 'globex', 'good', 10],
    ['from-spans-requests', 'globex', 'bad', 2],
    ['api-creation-latency', 'acme', 'good', 10],
    ['api-errors', 'globex', 'bad', 1],
  ];
  for (const [slo, tenant, outcome, count] of expected) {
    await until(`${slo} ${outcome} of ${tenant} = ${count}`, async () => {
      const counted = await events(slo, tenant, outcome);
      if (counted > count) throw new Error(`counted ${counted}`);
      if (counted < count) throw new Error(`only ${counted} so far`);
      return true;
    }, 30);
    console.log(`ok  ${slo.padEnd(21)} ${tenant.padEnd(7)} ${outcome.padEnd(5)} ${count}`);
  }
}

main()
  .then(
    () => 0,
    (error) => {
      console.error(error.message);
      return 1;
    },
  )
  .then((code) => {
    process.exitCode = code;
    for (const child of children) child.kill('SIGTERM');
    setTimeout(() => rmSync(home, { recursive: true, force: true }), 3000);
  });
