import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startProgram, temporaryFolder } from '@childproof/test-kit';
import { describe, expect, test } from 'vitest';
import { cli, finalJob, get, sample, startServer, upload, type Answer, type Refusal } from '../server.js';

describe('the API refuses with a status, a code and a sentence', () => {
  test('uploads, jobs and files', async () => {
    const server = await startServer(temporaryFolder(), { MAX_UPLOAD_BYTES: '100000', MAX_FILES_PER_UPLOAD: '3' });
    const text = { name: 'notes.jpg', content: Buffer.from('this is no image') };
    const good = { name: 'good.jpg', content: sample('dawn-ridge.jpg') };
    const refusals: [Promise<Answer<Refusal>>, number, string, RegExp][] = [
      [upload(server, []), 400, 'NO_FILES', /holds no file/],
      [upload(server, [text]), 415, 'UNKNOWN_FORMAT', /notes\.jpg: this is not an image in a supported format/],
      [upload(server, [{ name: 'empty.jpg', content: Buffer.alloc(0) }]), 400, 'EMPTY_FILE', /empty\.jpg: the file is empty/],
      [upload(server, [{ name: 'huge.jpg', content: Buffer.concat([good.content, Buffer.alloc(100_000)]) }]), 413, 'FILE_TOO_LARGE', /larger than 100000 bytes/],
      [upload(server, [good, good, good, good]), 413, 'TOO_MANY_FILES', /send them in several/],
      [upload(server, [good], '?preset=poster'), 400, 'UNKNOWN_PRESET', /"poster"; there are: web, thumbnail/],
      [get(server, 'api/jobs/42'), 404, 'UNKNOWN_JOB', /no job with this id/],
      [get(server, 'api/jobs/00000000-0000-4000-8000-000000000000'), 404, 'UNKNOWN_JOB', /no job with this id/],
      [get(server, 'api/jobs/42/files/..%2f..%2fserver.lock'), 403, 'BAD_SIGNATURE', /not signed by us/],
      [get(server, 'api/nothing'), 404, 'NOT_FOUND', /nothing at GET/],
    ];
    for (const [refusal, status, code, message] of refusals) {
      const answer = await refusal;
      expect([answer.status, answer.body.error.code]).toEqual([status, code]);
      expect(answer.body.error.message).toMatch(message);
    }
    const plain = await fetch(new URL('api/images', server.url), { method: 'POST', body: 'text' });
    expect([plain.status, ((await plain.json()) as Refusal).error.code]).toEqual([415, 'NOT_MULTIPART']);

    const mixed = await upload(server, [text, good]);
    expect([mixed.status, mixed.body.jobs.length, mixed.body.rejected[0]?.code]).toEqual([202, 1, 'UNKNOWN_FORMAT']);
    const { id } = mixed.body.jobs[0]!;
    expect((await finalJob(server, id)).state).toBe('done');
    const traversal = await get<Refusal>(server, `api/jobs/${id}/files/..%2fresult.json`);
    expect([traversal.status, traversal.body.error.code]).toEqual([403, 'BAD_SIGNATURE']);

    const bomb = await upload(server, [{ name: 'oversized.png', content: sample('oversized.png') }]);
    expect((await finalJob(server, bomb.body.jobs[0]!.id)).failure?.code).toBe('TOO_MANY_PIXELS');
    expect((await get(server, 'health/ready')).body).toEqual({ status: 'ready' });
    expect(server.program.stderr).toBe('');
  }, 180_000);
});

describe('a start that is not possible ends with one line and its exit code', () => {
  async function startFails(args: string[], env: NodeJS.ProcessEnv = {}) {
    const program = startProgram(cli, { args, env: { DATABASE_URL: '', LOG_LEVEL: 'warn', ...env } });
    const { code } = await program.exited;
    expect(program.stdout).toBe('');
    return { code, line: program.stderr };
  }

  test('the data folder that was asked for is missing', async () => {
    const { code, line } = await startFails(['--data', '/no/such/folder', '--port', '0']);
    expect(code).toBe(71);
    expect(line).toBe('image-converter: the data folder /no/such/folder does not exist; create it, or check DATA_DIR and its mount\n');
  });

  test('the data folder cannot be written', async () => {
    // root may write everywhere but where the kernel itself says no.
    const isRoot = process.getuid?.() === 0;
    const folder = isRoot ? '/sys' : temporaryFolder();
    if (!isRoot) chmodSync(folder, 0o555);
    const { code, line } = await startFails(['--data', folder, '--port', '0']);
    expect(code).toBe(71);
    expect(line).toMatch(/^image-converter: the data folder \S+ cannot be written \((EACCES|EPERM|EROFS)\); check its owner and mode, or set DATA_DIR\n$/);
  });

  test('the data folder is in use', async () => {
    const folder = temporaryFolder();
    const server = await startServer(folder);
    const { code, line } = await startFails(['--data', folder, '--port', '0']);
    expect(code).toBe(71);
    expect(line).toMatch(new RegExp(`^image-converter: the data folder \\S+ is in use by process ${server.pid}; [^\\n]*\\n$`));
  });

  test('the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, line } = await startFails(['--data', temporaryFolder(), '--port', String(port)]);
    other.close();
    expect(code).toBe(72);
    expect(line).toBe(`image-converter: port ${port} on 127.0.0.1 is in use; stop the other program, or choose another by --port\n`);
  });

  test('the database cannot be reached', async () => {
    const url = 'postgres://user:secret@127.0.0.1:1/images';
    const { code, line } = await startFails(['--data', temporaryFolder(), '--port', '0'], { DATABASE_URL: url });
    expect(code).toBe(70);
    expect(line).toMatch(/^image-converter: the database at postgres:\/\/user@127\.0\.0\.1:1\/images cannot be reached: [^\n]*\n$/);
  });

  test('the address of the database is none', async () => {
    const env = { DATABASE_URL: 'postgres://user:secret@host:99999/images' };
    const { code, line } = await startFails(['--data', temporaryFolder(), '--port', '0'], env);
    expect([code, line]).toEqual([71, 'image-converter: DATABASE_URL is no valid address of a database\n']);
  });

  test.each([
    [{ PORT: 'http' }, 71, 'PORT is "http"; expected an integer from 0 to 65535'],
    [{ WORKERS: '0' }, 71, 'WORKERS is "0"; expected an integer from 1 to 64'],
    [{ DATABASE_URL: 'mysql://x' }, 71, 'DATABASE_URL must begin with postgres:// or postgresql://'],
  ])('bad environment %o', async (env, code, message) => {
    expect(await startFails([], env)).toEqual({ code, line: `image-converter: ${message}\n` });
  });

  test.each([
    [['launch'], /there is no command "launch"\nusage: /],
    [['--prot', '1'], /Unknown option '--prot'.*usage: /s],
    [['convert'], /name at least one file or folder/],
    [['convert', 'x.jpg'], /--out FOLDER is missing/],
    [['convert', 'x.jpg', '--out', 'y', '--preset', 'poster'], /no preset "poster"; there are: web/],
  ])('bad command line %o', async (args, message) => {
    const { code, line } = await startFails(args);
    expect(code).toBe(64);
    expect(line).toMatch(message);
  });
});

test('the convert command names what it could not do, goes on with the rest, and exits with 1', async () => {
  const folder = temporaryFolder();
  const photos = join(folder, 'photos', 'trip');
  mkdirSync(photos, { recursive: true });
  writeFileSync(join(photos, 'dawn.jpg'), sample('dawn-ridge.jpg'));
  writeFileSync(join(photos, 'dawn.png'), sample('winter-fjord.png'));
  writeFileSync(join(photos, 'empty.jpg'), '');
  writeFileSync(join(photos, 'notes.txt'), 'left alone');
  writeFileSync(join(folder, 'text.jpg'), 'this is no image');
  const out = join(folder, 'out');
  const program = startProgram(cli, { args: ['convert', join(folder, 'photos'), join(folder, 'text.jpg'), join(folder, 'gone.jpg'), '--out', out] });
  expect(await program.exited).toEqual({ code: 1, signal: null });
  expect(program.stdout).toMatch(/^converted 2 of 5 in /);
  expect(program.stdout).toMatch(/failed {4}\S+empty\.jpg: the file is empty/);
  expect(program.stdout).toMatch(/failed {4}\S+text\.jpg: this is not an image in a supported format/);
  expect(program.stdout).toMatch(/failed {4}\S+gone\.jpg: there is no such file or folder/);
  expect(program.stderr).toBe('');
  expect(readdirSync(out, { recursive: true }).sort()).toEqual(['.image-converter.jsonl', 'trip', 'trip/dawn.png.webp', 'trip/dawn.webp']);
}, 180_000);
