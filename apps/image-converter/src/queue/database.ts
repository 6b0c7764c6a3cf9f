import { PGlite } from '@electric-sql/pglite';
import { existsSync } from 'node:fs';
import { PgBoss, fromPglite } from 'pg-boss';
import pg from 'pg';
import type { Logger } from 'pino';
import { StartError } from '../exit-codes.js';
import { createDatabase } from './create-database.js';

/** A started pg-boss and what closes the database below it. */
export interface Database {
  readonly boss: PgBoss;
  /** Nobody else can have the database: whatever is marked as running there belongs to a server that is dead. */
  readonly isExclusive: boolean;
  ping(): Promise<unknown>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;
const LOOK_FOR_DEAD_SERVERS_SECONDS = 5;

/** PostgreSQL by URL, several servers to one database. @throws StartError exit code 70 when it cannot be reached. */
export async function openPostgres(url: string, log: Logger): Promise<Database> {
  await assertReachable(url);
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'image-converter',
    // How soon a dead server is noticed after its lease has run out; pg-boss looks once a minute otherwise.
    superviseIntervalSeconds: LOOK_FOR_DEAD_SERVERS_SECONDS,
    monitorIntervalSeconds: LOOK_FOR_DEAD_SERVERS_SECONDS,
  });
  await startBoss(boss, log);
  return { boss, isExclusive: false, ping: () => ping(boss), close: () => stopBoss(boss) };
}

/** PGlite in a folder: PostgreSQL inside this process, for one server. @throws StartError exit code 70 */
export async function openEmbedded(folder: string, log: Logger): Promise<Database> {
  let pglite: PGlite;
  try {
    if (!existsSync(folder)) await createDatabase(folder);
    pglite = await PGlite.create(folder);
  } catch (cause) {
    throw new StartError('database', `the embedded database in ${folder} cannot be opened: ${String(cause)}`, { cause });
  }
  const boss = new PgBoss({ db: fromPglite(pglite), backend: 'pglite' });
  await startBoss(boss, log);
  return {
    boss,
    isExclusive: true,
    ping: () => ping(boss),
    async close() {
      await stopBoss(boss);
      await pglite.close();
    },
  };
}

async function startBoss(boss: PgBoss, log: Logger): Promise<void> {
  boss.on('error', (error) => log.error({ err: error }, 'the queue reports an error'));
  try {
    await boss.start();
  } catch (cause) {
    throw new StartError('database', `the queue cannot be prepared in the database: ${(cause as Error).message}`, { cause });
  }
}

/** Jobs are drained by our own consumer before this. */
function stopBoss(boss: PgBoss): Promise<void> {
  return boss.stop({ graceful: false });
}

function ping(boss: PgBoss): Promise<unknown> {
  return boss.getDb().executeSql('SELECT 1');
}

async function assertReachable(url: string): Promise<void> {
  const client = clientFor(url);
  client.on('error', () => {}); // the connection is about to be closed anyway
  try {
    await client.connect();
    await client.query('select 1');
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    throw new StartError('database', `the database at ${withoutPassword(url)} cannot be reached: ${message || code}`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}

function clientFor(connectionString: string): pg.Client {
  try {
    return new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  } catch (cause) {
    throw new StartError('config', 'DATABASE_URL is no valid address of a database', { cause });
  }
}

function withoutPassword(text: string): string {
  // pg also takes what is no URL, such as postgres://user@/images for a socket.
  if (!URL.canParse(text)) return 'DATABASE_URL';
  const url = new URL(text);
  url.password = '';
  return url.href;
}
