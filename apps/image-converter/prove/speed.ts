import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '@childproof/core-spawn';
import { photographs } from './good-images.js';
import { ProofLog } from './proof-log.js';
import { ProofServer } from './proof-server.js';
import { sendAll } from './senders.js';
import { treeCpuMs } from './tree-cpu.js';

const BARE = fileURLToPath(new URL('bare-worker.js', import.meta.url));
const OUTPUTS = [1_600, 800, 200].map((width) => ({ name: `w${width}`, width, format: 'jpeg', quality: 80 }));
const WORKERS = 2;

interface Measured {
  readonly rate: number;
  /** Milliseconds of processor time per image, of this process and of all that it has started. */
  readonly cpuMs: number;
}

/** Images per second of each way, in turns, and what an image costs the machine: that does not depend on what else runs on it. */
export async function compareSpeed(folder: string, images: number, rounds: number, say: (line: string) => void): Promise<void> {
  const photograph = await photographs(4_000, 3_000);
  const sources = join(folder, 'sources');
  mkdirSync(sources, { recursive: true });
  const paths = Array.from({ length: images }, (_, index) => {
    const path = join(sources, `${index}.jpg`);
    writeFileSync(path, photograph(index));
    return path;
  });
  const few = paths.slice(0, Math.ceil(images / 4));
  const hasMagick = await canRun('convert', ['-version'], /ImageMagick \d/) || await canRun('magick', ['-version'], /ImageMagick \d/);
  const ways: Record<string, () => Promise<Measured>> = {
    'two bare forked sharp workers (the bound)': () => timed(paths, (list) => bareWorkers(list, folder)),
    'the service, upload to publication': () => service(images, photograph, join(folder, 'service')),
    'one process per image': () => timed(few, (list) => onePerImage(list, (path, target) => [process.execPath, [BARE, 'once', path, target]], folder)),
    ...(hasMagick ? { ImageMagick: () => timed(few, (list) => onePerImage(list, magick, folder)) } : {}),
  };
  const seen = new Map<string, Measured[]>(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of Object.entries(ways)) {
      const measured = await measure();
      if (round > 0) seen.get(name)!.push(measured); // the first warms the disk's cache
    }
  }
  const [bound] = seen.values();
  for (const [name, list] of seen) {
    const ratios = list.map(({ rate }, round) => rate / bound![round]!.rate);
    const rate = median(list.map((one) => one.rate)).toFixed(2).padStart(6);
    const cpuMs = median(list.map((one) => one.cpuMs)).toFixed(0).padStart(4);
    say(`  ${name.padEnd(44)} ${rate} images/s   ${cpuMs} ms CPU each   ${median(ratios).toFixed(2)} of the bound (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})`);
  }
  if (!hasMagick) say('  ImageMagick is not installed here');
}

/** Settles when the process has ended well. */
async function succeeded(child: ChildProcess): Promise<void> {
  // Not `close`: of a fork that its parent has disconnected it never comes.
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (code !== 0) throw new Error(`${child.spawnfile} ended with ${code ?? signal}`);
}

async function timed(paths: readonly string[], work: (paths: readonly string[]) => Promise<void>): Promise<Measured> {
  const cpuMs = treeCpuMs();
  const startedAt = performance.now();
  await work(paths);
  return { rate: paths.length / ((performance.now() - startedAt) / 1_000), cpuMs: (treeCpuMs() - cpuMs) / paths.length };
}

async function bareWorkers(paths: readonly string[], folder: string): Promise<void> {
  const waiting = [...paths];
  const target = join(folder, 'bare');
  await Promise.all(
    Array.from({ length: WORKERS }, async (_, index) => {
      const worker = fork(BARE, { execArgv: [] });
      await once(worker, 'message');
      for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
        worker.send({ source, target: `${target}-${index}` });
        await once(worker, 'message');
      }
      const exited = succeeded(worker);
      worker.disconnect();
      await exited;
    }),
  );
}

type Command = (path: string, target: string) => [string, string[]];

async function onePerImage(paths: readonly string[], command: Command, folder: string): Promise<void> {
  const waiting = [...paths];
  await Promise.all(
    Array.from({ length: WORKERS }, async (_, index) => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        const [program, args] = command(path, join(folder, `each-${index}`));
        await succeeded(spawn(program, args, { stdio: 'ignore' }));
      }
    }),
  );
}

const magick: Command = (path, target) => [
  'convert',
  [path, '-auto-orient', '-strip', '-resize', '1600x', '-quality', '80', '-write', `${target}-1600.jpg`, '-resize', '800x', '-write', `${target}-800.jpg`, '-resize', '200x', `${target}-200.jpg`],
];

async function service(images: number, photograph: (index: number) => Buffer, folder: string): Promise<Measured> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const log = new ProofLog();
  const server = new ProofServer({ DATA_DIR: folder, DATABASE_URL: '', WORKERS: String(WORKERS), LOG_LEVEL: 'info' }, log);
  await server.start();
  const query = `?outputs=${encodeURIComponent(JSON.stringify(OUTPUTS))}`;
  const batch = Array.from({ length: images }, (_, index) => ({ name: `${index}.jpg`, content: photograph(index), query, mayEndAs: ['done'] }));
  const measured = await timed(batch.map(({ name }) => name), async () => {
    await sendAll(batch, [server], () => {}, 1);
    while (log.done.size < images) await sleep(5);
  });
  await server.end('SIGTERM');
  return measured;
}

async function canRun(program: string, args: string[], pattern: RegExp): Promise<boolean> {
  const result = await run(program, args, { reject: false, timeoutMs: 10_000 });
  return result.ok && pattern.test(result.stdout);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
