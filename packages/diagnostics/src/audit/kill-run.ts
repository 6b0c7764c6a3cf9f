import { once } from 'node:events';
import { get } from 'node:http';
import type { AuditOptions } from './options.js';
import type { Leftover } from './report.js';
import type { ServerRun } from './server-run.js';

/** What is left when the server dies of SIGKILL, as by the kernel out of memory. */
export async function killRun(run: ServerRun, port: number, { path }: AuditOptions): Promise<readonly Leftover[]> {
  await request(port, path); // what is only started by a request is there then
  const before = run.family();
  run.signal('SIGKILL');
  await run.exited;
  return run.takeLeftovers(before);
}

async function request(port: number, path: string): Promise<void> {
  const asked = get({ port, host: '127.0.0.1', path, agent: false, timeout: 5_000 });
  asked.on('timeout', () => asked.destroy());
  asked.on('response', (response) => response.resume());
  asked.on('error', () => {});
  await once(asked, 'close').catch(() => {});
}
