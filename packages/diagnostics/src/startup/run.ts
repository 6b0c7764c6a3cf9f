import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { STARTUP_VARIABLE, type StartupRequest } from './request.js';
import type { StartupProfile } from './startup-profile.js';

export interface StartupOptions {
  readonly program: readonly [command: string, ...args: string[]];
  readonly cpuProfile?: string;
  readonly afterMs: number;
  readonly timeoutMs: number;
}

const POLL_MS = 10;
const GRACE_MS = 5_000;

/**
 * Starts a program with the preload, and ends it when it has listened; `undefined` when it neither did, nor ended, in time.
 *
 * @throws the error of spawn when there is no such command.
 */
export async function profileStartup({ program: [command, ...args], cpuProfile, afterMs, timeoutMs }: StartupOptions): Promise<StartupProfile | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'childproof-startup-'));
  const file = join(folder, 'profile.json');
  const before = process.env['NODE_OPTIONS'];
  const request: StartupRequest = { file, afterMs, ...(cpuProfile && { cpuProfile }), ...(before !== undefined && { nodeOptions: before }) };
  const preload = `--import=${new URL('startup.js', import.meta.url).href}`;
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, NODE_OPTIONS: `${preload} ${before ?? ''}`.trim(), [STARTUP_VARIABLE]: JSON.stringify(request) } });
  try {
    await once(child, 'spawn');
    const ended = once(child, 'exit');
    const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
    for (const deadline = performance.now() + timeoutMs; isRunning() && !existsSync(file) && performance.now() < deadline; ) await sleep(POLL_MS);
    if (isRunning()) child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(killer);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StartupProfile) : undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
