import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Services } from './create-http-server.js';

const PREFIX = 'image_converter_';

/** `GET /metrics`, for Prometheus: requests, jobs, queue, workers, and the process itself. */
export function metricsRoute(app: FastifyInstance, { pool, queue, feed }: Pick<Services, 'pool' | 'queue' | 'feed'>): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureRequests(app, registry);
  const jobs = new Counter({ name: `${PREFIX}jobs_total`, help: 'Jobs that ended here, by how', labelNames: ['outcome'], registers: [registry] });
  const attempts = new Counter({ name: `${PREFIX}job_retries_total`, help: 'Jobs that were put back because a worker died or the machine could not', registers: [registry] });
  const running = new Set<string>();
  const unsubscribe = feed.subscribe(({ id, state, failure }, isOwn) => {
    if (!isOwn) return;
    if (state === 'running') running.add(id);
    else if (state === 'queued' && running.delete(id)) attempts.inc();
    else if (running.delete(id)) jobs.inc({ outcome: failure?.code ?? state });
  });
  app.addHook('onClose', async () => unsubscribe());
  measureQueue(queue, registry);
  measureWorkers(pool, registry);
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}

function measureRequests(app: FastifyInstance, registry: Registry): void {
  const duration: Histogram = new Histogram({
    name: `${PREFIX}http_request_duration_seconds`,
    help: 'From the head of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    // The pattern, not the address: each id would be a series of its own.
    const route = request.routeOptions.url ?? 'unknown';
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
  });
}

function measureQueue(queue: Services['queue'], registry: Registry): void {
  new Gauge({
    name: `${PREFIX}queue_jobs`,
    help: 'Jobs in the database, of all servers, by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      for (const [state, count] of Object.entries(await queue.counts()) as [string, number][]) this.set({ state }, count);
    },
  });
}

function measureWorkers(pool: Services['pool'], registry: Registry): void {
  new Gauge({
    name: `${PREFIX}worker_resident_bytes`,
    help: 'Resident memory of each worker',
    labelNames: ['pid'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { pid, rssBytes } of pool.stats().workers) {
        if (pid !== undefined && rssBytes !== undefined) this.set({ pid }, rssBytes);
      }
    },
  });
  new Gauge({
    name: `${PREFIX}workers`,
    help: 'Workers by state',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { state } of pool.stats().workers) this.inc({ state });
    },
  });
  for (const [key, help] of [['crashes', 'Workers that ended although nobody had asked them to'], ['restarts', 'Workers started in place of one that has died']] as const) {
    const counter: Counter = new Counter({
      name: `${PREFIX}worker_${key}_total`,
      help,
      registers: [registry],
      collect() {
        counter.reset();
        counter.inc(pool.stats()[key]);
      },
    });
  }
}
