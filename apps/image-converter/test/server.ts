import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PoolStats, WorkerStats } from '@childproof/supervisor';
import { processesWithEnvironment, startProgram, waitFor, type Program } from '@childproof/test-kit';
import { checkAnswer } from './api-description.js';
import { inject } from 'vitest';
import type { ImageJob } from '../src/jobs/image-job.js';

export const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
export const sample = (name: string): Buffer => readFileSync(new URL(`../samples/${name}`, import.meta.url));

export interface TestServer {
  readonly program: Program;
  readonly url: string;
  readonly pid: number;
  /** Waits until nothing of the server runs any more: no worker, no watchdog, nothing that they have started. */
  nothingLeft(): Promise<void>;
}

/** Starts the built server as an operator would, on a free port. */
export async function startServer(dataFolder: string, env: NodeJS.ProcessEnv = {}): Promise<TestServer> {
  const mark = randomUUID();
  const database = join(dataFolder, 'database');
  if (env['DATABASE_URL'] === undefined && !existsSync(database)) cpSync(inject('databaseTemplate'), database, { recursive: true });
  const program = startProgram(cli, {
    args: ['serve', '--port', '0', '--data', dataFolder],
    env: { DATABASE_URL: '', ...env, IMAGE_CONVERTER_TEST: mark },
  });
  const [, url] = await program.waitForOutput(/ready: ([^\s"]+)/);
  return {
    program,
    url: url!,
    pid: program.pid,
    nothingLeft: async () => {
      await waitFor('nothing of the server to be left', () => processesWithEnvironment('IMAGE_CONVERTER_TEST', mark).length === 0);
    },
  };
}

export interface UploadFile {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

export interface Refusal {
  readonly error: { readonly code: string; readonly message: string };
}

export interface Upload {
  readonly jobs: readonly { readonly id: string; readonly name: string; readonly state: string; readonly isNew: boolean; readonly url: string }[];
  readonly rejected: readonly { readonly name: string; readonly code: string; readonly message: string }[];
}

export interface Status {
  readonly pool: PoolStats;
  readonly workers: readonly WorkerStats[];
}

/** A job as the API shows it: as it is kept, and with the addresses of its files. */
export type Job = ImageJob & { readonly result?: { readonly files: readonly { readonly url: string }[] } };

export function get<Body>(server: Pick<TestServer, 'url'>, path: string): Promise<Answer<Body>> {
  return call(server, 'GET', path);
}

export async function call<Body>(server: Pick<TestServer, 'url'>, method: string, path: string): Promise<Answer<Body>> {
  const response = await fetch(new URL(path, server.url), { method });
  return checkedAnswer(method, path, response);
}

/** Every answer that a test gets is one that the description of the API promises. */
async function checkedAnswer<Body>(method: string, path: string, response: Response): Promise<Answer<Body>> {
  const body = (await response.json()) as Body;
  checkAnswer(method, path, response.status, body);
  return { status: response.status, body };
}

export async function upload<Body = Upload>(
  server: Pick<TestServer, 'url'>,
  files: readonly UploadFile[],
  query = '',
): Promise<Answer<Body>> {
  const form = new FormData();
  for (const { name, content } of files) form.append('files', new Blob([new Uint8Array(content)]), name);
  const path = `api/images${query}`;
  return checkedAnswer('POST', path, await fetch(new URL(path, server.url), { method: 'POST', body: form }));
}

/** Waits until a job is done or failed. */
export async function finalJob(server: Pick<TestServer, 'url'>, id: string, timeoutMs = 60_000): Promise<Job> {
  const path = `api/jobs/${id}`;
  return waitFor(
    `job ${id}`,
    async () => {
      const { body } = await get<Job>(server, path);
      return ['done', 'failed', 'cancelled'].includes(body.state) ? body : undefined;
    },
    timeoutMs,
  );
}
