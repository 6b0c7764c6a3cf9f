import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { ImageJob } from '../src/jobs/image-job.js';
import { photographs, type ProofImage } from './good-images.js';
import { hostileImages } from './hostile-images.js';
import { PATHS } from './probe-messages.js';
import { Observer } from './observer.js';
import { ProofLog } from './proof-log.js';
import { ProofServer } from './proof-server.js';
import { sendAll, type Told } from './senders.js';

export interface ProofOptions {
  readonly images: number;
  readonly hostile: number;
  /** Of the good ones. */
  readonly width: number;
  readonly height: number;
  readonly dataFolder: string;
  /** Without it, one server on the embedded database; with it, two servers on PostgreSQL. */
  readonly databaseUrl?: string | undefined;
  /** What happens to the first server, at which share of the results. */
  readonly events: readonly { readonly at: number; readonly signal: 'SIGTERM' | 'SIGKILL' }[];
  readonly killWorkerEveryMs: number;
  readonly jobTimeoutMs: number;
  readonly say: (line: string) => void;
}

export interface ProofResult {
  readonly seconds: number;
  readonly acknowledged: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  /** Good images that were killed twice by chance, and driven again. */
  readonly redriven: number;
  readonly lost: readonly string[];
  readonly publishedTwice: readonly string[];
  readonly partialFiles: readonly string[];
  readonly unexplained: readonly string[];
  readonly orphans: number;
  readonly unexpectedExits: readonly string[];
  readonly badExits: readonly string[];
  readonly workersKilled: number;
  readonly workerDeaths: number;
  readonly peakWorkerRssBytes: number;
  readonly serverRss: Observer['serverRss'];
  readonly apiP50Ms: number;
  readonly apiP99Ms: number;
  readonly requests: number;
  /** By path. */
  readonly p99: Readonly<Record<string, number>>;
}

const SETTINGS = { FAULT_INJECTION: 'on', WORKER_MEMORY_BYTES: String(480 * 1024 * 1024), LOG_LEVEL: 'info', WORKERS: '2', RATE_LIMIT_PER_MINUTE: '0' };

/** The story of the 4,000 images, with every kind of harm, and what became of each. */
export async function runProof(options: ProofOptions): Promise<ProofResult> {
  const { dataFolder, databaseUrl, say } = options;
  const images = await mixed(options);
  const log = new ProofLog();
  const env = { ...SETTINGS, JOB_TIMEOUT_MS: String(options.jobTimeoutMs), DATA_DIR: dataFolder, DATABASE_URL: databaseUrl ?? '' };
  const servers = Array.from({ length: databaseUrl === undefined ? 1 : 2 }, () => new ProofServer(env, log));
  for (const server of servers) await server.start();
  const observer = new Observer(servers);
  const results = join(dataFolder, 'results');
  const told: Told[] = [];
  const startedAt = performance.now();
  const sent = sendAll(images, servers, (answer) => {
    told.push(answer);
    if ('id' in answer) observer.ask(answer.id);
  });

  const stopKilling = new AbortController();
  const killer = killWorkers(servers, options.killWorkerEveryMs, stopKilling.signal);
  const inodes = new Map<string, number>();
  const publishedTwice: string[] = [];
  const badExits: string[] = [];
  for (const { at, signal } of options.events) {
    while (readdirSync(results).length < at * options.images) await sleep(50);
    const exit = await servers[0]!.end(signal);
    if (exit !== (signal === 'SIGTERM' ? '0' : 'SIGKILL')) badExits.push(`${signal}: ${exit}`);
    comparePublications(results, inodes, publishedTwice);
    say(`  ${signal} at ${inodes.size} results`);
    await servers[0]!.start();
    observer.ask();
  }
  await sent;
  const ids = [...new Set(told.flatMap((answer) => ('id' in answer ? [answer.id] : [])))];
  while (!(await isIdle(servers.at(-1)!))) await sleep(200);
  stopKilling.abort();
  const workersKilled = await killer;
  const redriven = await redriveGood(servers.at(-1)!, told);
  while (!(await isIdle(servers.at(-1)!))) await sleep(200);
  const seconds = (performance.now() - startedAt) / 1_000;
  say(`  all settled after ${seconds.toFixed(0)} s; auditing`);
  await observer.end();

  const jobs = new Map<string, ImageJob>();
  for (const id of ids) {
    const response = await fetch(new URL(`api/jobs/${id}`, servers.at(-1)!.url));
    if (!response.ok) throw new Error(`job ${id}: ${response.status}`);
    jobs.set(id, (await response.json()) as ImageJob);
  }
  for (const server of servers) {
    const exit = await server.end('SIGTERM');
    if (exit !== '0') badExits.push(`last SIGTERM: ${exit}`);
  }
  comparePublications(results, inodes, publishedTwice);
  for (const [id, times] of log.done) if (times > 1) publishedTwice.push(`${id}: said to be done ${times} times`);
  const verdicts = told.map((answer) => judge(answer, jobs));
  return {
    seconds,
    acknowledged: ids.length,
    done: [...jobs.values()].filter(({ state }) => state === 'done').length,
    refused: told.filter((answer) => 'refused' in answer).length,
    failed: [...jobs.values()].filter(({ state }) => state === 'failed').length,
    redriven,
    lost: verdicts.flatMap(({ lost }) => lost ?? []),
    unexplained: verdicts.flatMap(({ unexplained }) => unexplained ?? []),
    publishedTwice,
    partialFiles: await partialFiles(dataFolder, jobs),
    orphans: log.orphans,
    unexpectedExits: [...log.unexpectedExits, ...log.errors],
    badExits,
    workersKilled,
    workerDeaths: log.workerDeaths,
    peakWorkerRssBytes: observer.peakWorkerRss,
    serverRss: observer.serverRss,
    apiP50Ms: observer.percentile(0.5),
    apiP99Ms: observer.percentile(0.99),
    requests: observer.latencies.length,
    p99: Object.fromEntries(PATHS.map((path) => [path, observer.percentile(0.99, path)])),
  };
}

async function mixed({ images, hostile, width, height }: ProofOptions): Promise<ProofImage[]> {
  const photograph = await photographs(width, height);
  const bad = await hostileImages(hostile);
  const every = Math.floor(images / hostile);
  return Array.from({ length: images }, (_, index) => {
    if (index % every === every - 1 && bad.length > 0) return bad.shift()!;
    return { name: `good-${index}.jpg`, get content() { return photograph(index); }, query: '?preset=web,preview', mayEndAs: ['done'] };
  });
}

async function killWorkers(servers: readonly ProofServer[], everyMs: number, stop: AbortSignal): Promise<number> {
  let killed = 0;
  while (!stop.aborted) {
    await sleep(everyMs * (0.5 + Math.random()), undefined, { signal: stop }).catch(() => {});
    try {
      const server = servers[Math.floor(Math.random() * servers.length)]!;
      const { workers } = (await (await fetch(new URL('api/status', server.url), { signal: stop })).json()) as { workers: { pid: number; state: string }[] };
      const busy = workers.filter(({ state }) => state === 'busy');
      if (busy.length === 0) continue;
      process.kill(busy[Math.floor(Math.random() * busy.length)]!.pid, 'SIGKILL');
      killed++;
    } catch {
      // Down, or the worker was quicker.
    }
  }
  return killed;
}

async function isIdle(server: ProofServer): Promise<boolean> {
  const { queue } = (await (await fetch(new URL('api/status', server.url))).json()) as { queue: { queued: number; running: number } };
  return queue.queued + queue.running === 0;
}

/** What an operator does with dead letters that are nobody's fault. */
async function redriveGood(server: ProofServer, told: readonly Told[]): Promise<number> {
  let redriven = 0;
  for (const answer of told) {
    if (!('id' in answer) || answer.image.mayEndAs.length > 1 || answer.image.mayEndAs[0] !== 'done') continue;
    const job = (await (await fetch(new URL(`api/jobs/${answer.id}`, server.url))).json()) as ImageJob;
    if (job.state !== 'failed' || job.attempts.some(({ signal }) => signal !== 'SIGKILL')) continue;
    await fetch(new URL(`api/jobs/${answer.id}/redrive`, server.url), { method: 'POST' });
    redriven++;
  }
  return redriven;
}

/** The folder of a result keeps its inode: a second publication would have another. */
function comparePublications(results: string, inodes: Map<string, number>, twice: string[]): void {
  for (const id of readdirSync(results)) {
    const { ino } = statSync(join(results, id));
    const before = inodes.get(id);
    if (before !== undefined && before !== ino) twice.push(`${id}: published anew`);
    inodes.set(id, ino);
  }
}

function judge(answer: Told, jobs: ReadonlyMap<string, ImageJob>): { lost?: string; unexplained?: string } {
  const { name, mayEndAs } = answer.image;
  if ('refused' in answer) return mayEndAs.includes(answer.refused) ? {} : { unexplained: `${name}: refused, ${answer.refused}` };
  const job = jobs.get(answer.id);
  if (job === undefined || !['done', 'failed'].includes(job.state)) return { lost: `${name}: ${job?.state ?? 'unknown'}` };
  const end = job.state === 'done' ? 'done' : (job.failure?.code ?? '');
  if (!mayEndAs.includes(end)) return mayEndAs[0] === 'done' ? { lost: `${name}: ${end}` } : { unexplained: `${name}: ${end}` };
  if (job.attempts.length > 2) return { unexplained: `${name}: ${job.attempts.length} attempts` };
  return {};
}

/** Every file of every result is as long as its manifest says, and its last pixel can be read; and nothing half done lies about. */
async function partialFiles(dataFolder: string, jobs: ReadonlyMap<string, ImageJob>): Promise<string[]> {
  const partial: string[] = [];
  const results = readdirSync(join(dataFolder, 'results'));
  for (const id of results) {
    const job = jobs.get(id);
    if (job?.result === undefined) partial.push(`${id}: a result without a job that is done`);
    const manifest = JSON.parse(readFileSync(join(dataFolder, 'results', id, 'result.json'), 'utf8')) as { files: { file: string; bytes: number }[] };
    for (const { file, bytes } of manifest.files) {
      const path = join(dataFolder, 'results', id, file);
      if (statSync(path).size !== bytes) partial.push(path);
      else await sharp(path, { failOn: 'warning' }).resize(8).raw().toBuffer().catch(() => partial.push(path));
    }
  }
  for (const [id, { state }] of jobs) if (state === 'done' && !results.includes(id)) partial.push(`${id}: done without a result`);
  const left = readdirSync(join(dataFolder, 'tmp'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return [...partial, ...left.map(({ name }) => `tmp: ${name}`)];
}
