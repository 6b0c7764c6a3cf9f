import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { processesWithEnvironment, startProgram, waitFor, type Program } from '@childproof/test-kit';

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
  const program = startProgram(cli, {
    args: ['serve', '--port', '0', '--data', dataFolder],
    env: { DATABASE_URL: '', ...env, IMAGE_CONVERTER_TEST: mark },
  });
  const [, url] = await program.waitForOutput(/ready: (\S+)/);
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

export interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the API answers is what the tests look at
  readonly body: any;
}

export async function get(server: Pick<TestServer, 'url'>, path: string): Promise<Answer> {
  const response = await fetch(new URL(path, server.url));
  return { status: response.status, body: await response.json() };
}

export async function upload(server: Pick<TestServer, 'url'>, files: readonly UploadFile[], query = ''): Promise<Answer> {
  const form = new FormData();
  for (const { name, content } of files) form.append('files', new Blob([new Uint8Array(content)]), name);
  const response = await fetch(new URL(`api/images${query}`, server.url), { method: 'POST', body: form });
  return { status: response.status, body: await response.json() };
}

/** Waits until a job is done or failed. */
export async function finalJob(server: Pick<TestServer, 'url'>, id: string, timeoutMs = 60_000): Promise<Answer['body']> {
  const path = `api/jobs/${id}`;
  return waitFor(
    `job ${id}`,
    async () => {
      const { body } = await get(server, path);
      return body.state === 'done' || body.state === 'failed' ? body : undefined;
    },
    timeoutMs,
  );
}
