import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = fileURLToPath(new URL('load/run-load.js', import.meta.url));

const PEERS = ['plain', 'close-with-grace', 'terminus', 'http-terminator', 'stoppable', 'http-graceful-shutdown', 'fastify'];
const PEER_RUNS = 3;
/** A share of a percent only shows in many. */
const OUR_RUNS = 100;

/** Not figures to compare but requests to count, so it prints its own table. */
export async function report() {
  for (const load of ['saturated', 'mixed', 'kubernetes']) {
    console.log(`\nshutdown-manager: SIGTERM under load, ${load}`);
    const delay = load === 'kubernetes' ? ['1200'] : []; // longer than the load balancer takes
    await line(load, 'shutdown-manager', delay, OUR_RUNS);
    for (const peer of PEERS) await line(load, peer, [], PEER_RUNS);
  }
}

async function line(load, server, args, count) {
  const results = [];
  for (let index = 0; index < count; index++) {
    const { stdout } = await run(process.execPath, [program, load, server, ...args]);
    results.push(JSON.parse(stdout));
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const exits = results.map(({ exitMs }) => exitMs ?? Infinity).sort((a, b) => a - b);
  const lags = results.map(({ afterLastAnswerMs }) => afterLastAnswerMs ?? Infinity).sort((a, b) => a - b);
  const ends = [...new Set(results.map(({ end }) => end))].join(', ');
  const figures = [`failed ${sum('failed')}`, `refused ${sum('refused')}`, `exit ${ms(exits)}`, `after the last answer ${ms(lags)}`, ends];
  console.log(`  ${server.padEnd(24)}${String(count).padStart(3)} runs   ${figures.join('   ')}`);
}

/** Median and worst. */
function ms(sorted) {
  const [median, worst] = [sorted[sorted.length >> 1], sorted.at(-1)].map((value) => (value === Infinity ? '-' : `${Math.round(value)} ms`));
  return `${median} (worst ${worst})`;
}

export const benchmarks = [{ name: 'a step that hangs, with a limit of 200 ms', rounds: 20, cases: ['hung-step'] }];
