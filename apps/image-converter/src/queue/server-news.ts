import pg from 'pg';
import { StartError } from '../exit-codes.js';
import type { ImageJob } from '../jobs/image-job.js';

/** What the servers on one database tell each other, so that nobody has to ask it: the queue holds the truth. */
export interface News {
  /** As they are now. */
  readonly jobs?: readonly ImageJob[];
  /** Changed, and too long to be told in full. */
  readonly changed?: readonly string[];
  readonly cancelled?: readonly string[];
  /** There is something new in the queue. */
  readonly queued?: true;
}

const CHANNEL = 'image_converter';
/** What is new is gathered for so long: one statement for all, however often the progress of a job changes. */
const GATHER_MS = 50;
/** PostgreSQL takes less than 8000 bytes in one notification. */
const MAX_BYTES = 7_500;
const RECONNECT_MS = 1_000;

/**
 * Tells other servers of jobs and hears of theirs, by LISTEN and NOTIFY on a connection of its own.
 *
 * While that is lost, nothing is told: pages look a little old, a job that was cancelled elsewhere ends when its lease is
 * renewed, and what is queued is found at the next look.
 */
export class ServerNews {
  readonly #connectionString: string;
  readonly #onNews: (news: News) => void;
  readonly #onError: (error: unknown) => void;
  /** Of each job only the last. */
  readonly #jobs = new Map<string, ImageJob>();
  readonly #cancelled = new Set<string>();
  #queued = false;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  private constructor(connectionString: string, onNews: (news: News) => void, onError: (error: unknown) => void) {
    this.#connectionString = connectionString;
    this.#onNews = onNews;
    this.#onError = onError;
  }

  /** @throws StartError exit code 70 */
  static async open(connectionString: string, onNews: (news: News) => void, onError: (error: unknown) => void): Promise<ServerNews> {
    const news = new ServerNews(connectionString, onNews, onError);
    try {
      await news.#connect();
    } catch (cause) {
      throw new StartError('database', `the database cannot be listened to: ${(cause as Error).message}`, { cause });
    }
    return news;
  }

  tellJob(job: ImageJob): void {
    this.#jobs.set(job.id, job);
    this.#tellSoon();
  }

  tellCancelled(id: string): void {
    this.#cancelled.add(id);
    this.#tellSoon();
  }

  tellQueued(): void {
    this.#queued = true;
    this.#tellSoon();
  }

  /** Tells what is still to be told, and closes the connection. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#tell();
    await this.#client?.end();
  }

  #tellSoon(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => void this.#tell(), GATHER_MS);
  }

  async #tell(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const messages = messagesOf([...this.#jobs.values()], [...this.#cancelled], this.#queued);
    this.#jobs.clear();
    this.#cancelled.clear();
    this.#queued = false;
    if (messages.length === 0) return;
    try {
      await this.#client?.query(`SELECT pg_notify('${CHANNEL}', message) FROM unnest($1::text[]) AS message`, [messages]);
    } catch (error) {
      this.#onError(error);
    }
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#connectionString, application_name: 'image-converter news', keepAlive: true });
    client.on('error', (error) => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.#onError(error);
      client.end().catch(() => {});
      this.#reconnectLater();
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const ownPid = rows[0]!.pid;
      client.on('notification', ({ processId, payload }) => {
        if (processId !== ownPid) this.#onNews(JSON.parse(payload!) as News);
      });
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      client.end().catch(() => {});
      throw error;
    }
    this.#client = client;
    if (this.#isClosed) await client.end();
  }

  #reconnectLater(): void {
    setTimeout(() => {
      if (!this.#isClosed) this.#connect().catch(() => this.#reconnectLater());
    }, RECONNECT_MS).unref();
  }
}

/** One for each, as its length is limited. */
function messagesOf(jobs: readonly ImageJob[], cancelled: readonly string[], queued: boolean): string[] {
  const messages: string[] = [];
  if (queued) messages.push(JSON.stringify({ queued } satisfies News));
  for (const id of cancelled) messages.push(JSON.stringify({ cancelled: [id] } satisfies News));
  for (const job of jobs) {
    const alone = JSON.stringify({ jobs: [job] } satisfies News);
    messages.push(Buffer.byteLength(alone) <= MAX_BYTES ? alone : JSON.stringify({ changed: [job.id] } satisfies News));
  }
  return messages;
}
