import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { shapes } from './shapes.js';

const PROGRAM = fileURLToPath(new URL('program.js', import.meta.url));
/** Nobody may be left so long after the death. */
const LIMIT_MS = 2_000;
const START_LIMIT_MS = 10_000;

/** Lets one program die once; resolves with the number of processes that are left 2 s later, and ends them. */
export async function trial(tool, shapeName, death) {
  const folder = mkdtempSync(`${tmpdir()}/matrix-`);
  const file = `${folder}/leaf`;
  writeFileSync(file, '');
  const { hops, atOnce } = shapes[shapeName];
  const execArgv = death === 'out of memory' ? ['--max-old-space-size=24'] : [];
  const program = fork(PROGRAM, [tool, shapeName, death, file], { execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const exit = once(program, 'exit');
  program.on('message', (message) => message === 'blocked' && program.kill('SIGKILL'));
  program.on('error', () => {}); // the channel of a program that has died
  if (atOnce !== true) {
    const [code] = await Promise.race([exit, once(program, 'message')]);
    // foreground-child ends the program together with its child: then that was its death.
    if (code === 1 && tool !== 'foreground-child') throw new Error(`${tool}: failed before it had started ${shapeName}`);
    if (code === 'started') await dieWhenReady(program, () => (hops ? statSync(file).size > 5 : namedIn(file).some(isLeaf)));
  }
  // Who catches a signal and does not end would wait for ever.
  const timer = setTimeout(() => program.kill('SIGKILL'), START_LIMIT_MS);
  await exit;
  clearTimeout(timer);
  const isClean = async () => {
    const size = statSync(file).size;
    if (namedIn(file).length > 0) return false;
    await sleep(20);
    return namedIn(file).length === 0 && statSync(file).size === size;
  };
  const clean = await until(isClean, LIMIT_MS);
  const left = clean ? 0 : Math.max(1, namedIn(file).length);
  // A hopper is not caught by its pid; without its file it ends by itself.
  rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 1 });
  for (const pid of namedIn(file)) end(pid);
  return left;
}

async function dieWhenReady(program, isReady) {
  await until(isReady, START_LIMIT_MS);
  if (program.connected) program.send('die', () => {}); // it may have died meanwhile
}

async function until(condition, limitMs) {
  const deadline = performance.now() + limitMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() > deadline) return false;
    await sleep(10);
  }
}

/** Who names the file in its arguments, but for the program itself: found without mark, parent or environment. */
function namedIn(file) {
  return readdirSync('/proc')
    .filter((name) => /^\d/.test(name))
    .map((pid) => ({ pid: Number(pid), line: argumentsOf(pid) }))
    .filter(({ line }) => line.includes(file) && !line.includes(PROGRAM))
    .map(({ pid }) => pid);
}

const isLeaf = (pid) => argumentsOf(pid).startsWith('perl') || argumentsOf(pid).startsWith('/usr/bin/perl');

function argumentsOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return ''; // has ended meanwhile
  }
}

function end(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // has ended meanwhile
  }
}
