import { LoadClient, type Program, startProgram } from '@childproof/test-kit';
import { expect, onTestFinished } from 'vitest';
import { fixture } from '../fixtures.js';

export async function startServer(...args: string[]): Promise<Program & { readonly port: number }> {
  const program = startProgram(fixture('http-server.mjs'), { args });
  const [, port] = await program.waitForOutput(/port (\d+)/);
  return Object.assign(Object.create(program) as Program, { port: Number(port) });
}

export async function openClients(port: number, count: number): Promise<LoadClient[]> {
  const clients = await Promise.all(Array.from({ length: count }, () => LoadClient.open(port)));
  onTestFinished(() => clients.forEach((client) => client.close()));
  return clients;
}

export function sum(clients: readonly LoadClient[], what: 'answered' | 'failed'): number {
  return clients.reduce((total, client) => total + client[what], 0);
}

/** Ends without force: the report is good, the code is 0, and nobody had to wait for a limit. */
export async function expectGoodEnd(program: Program): Promise<void> {
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stdout).toContain('{"ok":true,"exitCode":0,"steps":["http done"]}');
  expect(program.stdout).not.toContain('forced');
  expect(program.stderr).toBe('');
}
