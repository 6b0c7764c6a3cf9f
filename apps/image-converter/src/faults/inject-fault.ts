import process from 'node:process';
import type { Fault, FaultName } from './fault.js';

const BALLOON_STEP_BYTES = 8 * 1024 * 1024;
const BALLOON_EVERY_MS = 10;

/** Does to this process what was ordered; returns only when nothing was due at this attempt. */
export async function injectFault(fault: Fault, attempt: number): Promise<void> {
  if (fault.endsWith('-once') && attempt > 1) return;
  process.stderr.write(`fault injection: ${fault}, attempt ${attempt}\n`);
  await STRIKE[fault.replace(/-once$/, '') as FaultName]();
  // A signal to oneself is delivered at its own time.
  await new Promise(() => setInterval(() => {}, 1_000));
}

const STRIKE: Readonly<Record<FaultName, () => void | Promise<void>>> = {
  segfault: () => void process.kill(process.pid, 'SIGSEGV'),
  kill: () => void process.kill(process.pid, 'SIGKILL'),
  abort: () => process.abort(),
  exit: () => process.exit(0),
  silence: () => void process.kill(process.pid, 'SIGSTOP'),
  spin() {
    while (true) Math.random();
  },
  balloon() {
    const hoard: Buffer[] = [];
    setInterval(() => hoard.push(Buffer.alloc(BALLOON_STEP_BYTES, 1)), BALLOON_EVERY_MS);
  },
};
