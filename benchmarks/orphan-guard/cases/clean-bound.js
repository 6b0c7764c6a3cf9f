/* eslint childproof/require-exit-check: off -- the programs are to be killed */
// The least that there is: 100 processes of which the pids are known are killed in one go, by a program that does nothing else.
import { spawn } from 'node:child_process';
import { isRunning } from '../clean.js';

const pids = Array.from({ length: 100 }, () => spawn('sleep', ['60'], { stdio: 'ignore', detached: true }).pid);
await new Promise((resolve) => setTimeout(resolve, 300)); // they have started
const began = performance.now();
for (const pid of pids) process.kill(pid, 'SIGKILL');
while (pids.some(isRunning)) continue;
console.log(JSON.stringify({ 'nobody left, ms': performance.now() - began }));
