// Drives the real bullmq package: node driver.js <folder with node_modules> <port> <prefix> <queue> <action> [number]
const [folder, port, prefix, queue, action, number] = process.argv.slice(2);
const { Queue, Worker } = require(folder + '/node_modules/bullmq');
const connection = { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null };
const options = { connection, prefix };

async function work(count, fail) {
  let done = 0;
  await new Promise((resolve) => {
    const worker = new Worker(queue, async () => { await new Promise((resolve) => setTimeout(resolve, 20)); if (fail) throw new Error('planted'); }, { ...options, metrics: { maxDataPoints: 60 } });
    const next = async () => { if (++done >= count) { await worker.close(); resolve(); } };
    worker.on('completed', next);
    worker.on('failed', next);
  });
}

async function main() {
  const q = new Queue(queue, options);
  const times = Number(number || 1);
  switch (action) {
    case 'add': for (let i = 0; i < times; i++) await q.add('job', { tenantId: 'acme', i }); break;
    case 'add-lifo': await q.add('job', {}, { lifo: true }); break;
    case 'add-prioritized': for (let i = 0; i < times; i++) await q.add('job', {}, { priority: 1 + i }); break;
    case 'add-delayed': await q.add('job', {}, { delay: times }); break;
    case 'add-for': for (const tenantId of ['acme', 'globex', 'not an id']) await q.add('job', { tenantId }); break;
    case 'repeat': // version 4 has no schedulers yet
      await (q.upsertJobScheduler ? q.upsertJobScheduler('each', { every: times }) : q.add('each', {}, { repeat: { every: times } })); break;
    case 'pause': await q.pause(); break;
    case 'resume': await q.resume(); break;
    case 'complete': await work(times, false); break;
    case 'fail': await work(times, true); break;
    case 'die': { // takes a job, and is gone without a word
      await new Promise((resolve) => new Worker(queue, () => { resolve(); return new Promise(() => {}); }, { ...options, lockDuration: 500 }));
      process.exit(0);
    }
    case 'bulk': for (let i = 0; i < times; i++) { const each = new Queue('q' + i, options); await each.add('job', {}); await each.close(); } break;
    default: throw new Error('unknown action ' + action);
  }
  await q.close();
}

main().then(() => process.exit(0), (e) => { console.error(e); process.exit(1); });
