// One run: starts a server, puts a load on it, sends SIGTERM, and prints what became of the requests and of the server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { loads } from './loads.js';

/** Later than every limit that the servers were given. */
const HANGS_MS = 12_000;

const [load, server, ...args] = process.argv.slice(2);
const child = spawn(process.execPath, [fileURLToPath(new URL(`../servers/${server}.js`, import.meta.url)), ...args], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
child.on('error', (error) => {
  throw error;
});
const port = Number(/port (\d+)/.exec(String((await once(child.stdout, 'data'))[0]))[1]);
const tally = { answered: 0, failed: 0, refused: 0, lastAnswerAt: 0 };
let terminatedAt;
let hung = false;
const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal, at: performance.now() }));
await loads[load](port, tally, () => {
  terminatedAt = performance.now();
  child.kill('SIGTERM');
  const limit = setTimeout(() => (hung = child.kill('SIGKILL')), HANGS_MS);
  void exited.then(() => clearTimeout(limit));
});
const { code, signal, at } = await exited;
console.log(JSON.stringify({
  failed: tally.failed,
  refused: tally.refused,
  exitMs: hung ? Infinity : at - terminatedAt,
  afterLastAnswerMs: hung ? Infinity : at - Math.max(tally.lastAnswerAt, terminatedAt),
  end: hung ? 'hangs' : (signal ?? `exit ${code}`),
}).replaceAll('Infinity', 'null'));
