import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** Folder of `initdb` and `postgres`; Debian keeps them off PATH. `undefined` where there is none. */
export function findPostgres(): string | undefined {
  if (process.env['POSTGRES_BIN'] !== undefined) return process.env['POSTGRES_BIN'];
  try {
    const [version] = readdirSync(DEBIAN).sort().reverse();
    return version === undefined ? undefined : join(DEBIAN, version, 'bin');
  } catch {
    return undefined;
  }
}

/** A throw-away PostgreSQL on a socket in a temporary folder. It refuses to run as root, so then it is somebody else's. */
export async function startPostgres(bin = findPostgres()): Promise<{ url: string; stop: () => Promise<void> }> {
  if (bin === undefined) throw new Error('PostgreSQL is missing; on Debian: apt-get install postgresql');
  const folder = mkdtempSync(join(tmpdir(), 'childproof-pg-'));
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  const [first, ...rest]: [string, ...string[]] =
    process.getuid?.() === 0 ? ['setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups'] : ['env'];
  const args = ['--pgdata', data, '--auth', 'trust', '--username', 'images', '--no-sync'];
  execFileSync(first, [...rest, join(bin, 'initdb'), ...args], { stdio: 'pipe', cwd: folder });
  const server = spawn(first, [...rest, join(bin, 'postgres'), '-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    let text = '';
    server.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('ready to accept connections')) resolve();
    });
    server.on('close', (code, signal) => reject(new Error(`PostgreSQL ended with ${code ?? signal}:\n${text}`)));
  });
  return {
    url: `postgres://images@localhost/postgres?host=${encodeURIComponent(folder)}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.kill('SIGQUIT'); // at once, without waiting for clients
      const last = setTimeout(() => server.kill('SIGKILL'), 5_000);
      await closed;
      clearTimeout(last);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
