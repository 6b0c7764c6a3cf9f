import { spawn } from 'node:child_process';
import { measure } from '../../harness/measure.js';
import { inParallel } from '../in-parallel.js';

const RUNS = 500;

function run() {
  return new Promise((resolve, reject) => {
    const child = spawn('true', [], { stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(Buffer.concat(chunks).toString()) : reject(new Error(String(code)))));
  });
}

await measure(RUNS, () => inParallel(RUNS, 16, run));
