import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, waitFor } from '@childproof/test-kit';
import { onTestFinished } from 'vitest';
import { postgresFolder } from './availability.js';

/** A throw-away PostgreSQL on a socket in a temporary folder. It refuses to run as root, so then it is somebody else's. */
export async function startPostgres(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'childproof-pg-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  chmodSync(folder, 0o777);
  const asUser = process.getuid?.() === 0 ? ['setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups'] : ['env'];
  const [first, ...rest] = asUser;
  const program = (name: string): string => join(postgresFolder!, name);
  execFileSync(first!, [...rest, program('initdb'), '--pgdata', data, '--auth', 'trust', '--username', 'images', '--no-sync'], { stdio: 'pipe', cwd: folder });
  const server = startProgram('', {
    command: first!,
    cwd: folder,
    args: [...rest, program('postgres'), '-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'],
  });
  await server.waitForOutput(/ready to accept connections/);
  const url = `postgres://images@localhost/postgres?host=${encodeURIComponent(folder)}`;
  await waitFor('a connection', () => isUp(program('pg_isready'), folder));
  onTestFinished(async () => {
    server.kill('SIGQUIT'); // at once, without waiting for clients
    await server.exited;
  });
  return url;
}

function isUp(pgIsReady: string, folder: string): boolean {
  try {
    execFileSync(pgIsReady, ['-h', folder, '-q']);
    return true;
  } catch {
    return false;
  }
}
