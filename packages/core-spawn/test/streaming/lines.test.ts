import { once } from 'node:events';
import { trackLeaks } from '@childproof/test-kit';
import { expect, test, vi } from 'vitest';
import { isProcessError, run, type RunningProcess } from '../../src/index.js';

async function gather<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

const shell = (script: string, options = {}): RunningProcess => run('sh', ['-c', script], options);

test('a running process is iterated by lines, and its last line needs no end', async () => {
  expect(await gather(run('printf', ['a\\n\\nb\\nc']))).toEqual(['a', '', 'b', 'c']);
});

test('only LF and CRLF end a line', async () => {
  const text = 'a\rb\u2028c\u0085d\fe\r\nf\r\r\ng\n\r';
  expect(await gather(run('cat', [], { input: text }))).toEqual(['a\rb\u2028c\u0085d\fe', 'f\r', 'g', '\r']);
});

test('characters and line ends that arrive in pieces are put together', async () => {
  const lines = await gather(shell("printf '\\342\\202'; sleep 0.05; printf '\\254 x\\r'; sleep 0.05; printf '\\ny\\n'"));
  expect(lines).toEqual(['€ x', 'y']);
});

test('every line of many arrives, whole and in order', async () => {
  let expected = 0;
  for await (const line of run('seq', ['0', '199999'])) {
    if (line !== String(expected)) throw new Error(`${line} instead of ${expected}`);
    expected += 1;
  }
  expect(expected).toBe(200_000);
});

test('lines are read from stderr, or from both', async () => {
  expect(await gather(shell('echo out; echo err >&2').lines({ from: 'stderr' }))).toEqual(['err']);
  expect((await gather(shell('echo out; echo err >&2').lines({ from: 'all' }))).sort()).toEqual(['err', 'out']);
});

test('what is read is not collected, and not counted by the limit', async () => {
  const running = run('seq', ['1', '50000'], { maxOutputBytes: 1_000 });
  expect(await gather(running)).toHaveLength(50_000);
  expect(await running).toMatchObject({ ok: true, stdout: '', truncated: false });
});

test('reading may begin late: what has been collected comes first', async () => {
  const running = shell('echo early; read x; echo late', { stdin: 'pipe' });
  await once(running.stdout!, 'data');
  const lines = running.lines();
  running.stdin!.end('\n');
  expect(await gather(lines)).toEqual(['early', 'late']);
});

test('reading may even begin after the end', async () => {
  const running = run('printf', ['a\\nb']);
  expect((await running).stdout).toBe('a\nb');
  expect(await gather(running)).toEqual(['a', 'b']);
});

test('a line of 64 MiB takes less than 5 s', async () => {
  const began = performance.now();
  const lines = await gather(run('head', ['-c', String(64 * 1024 * 1024), '/dev/zero']));
  expect(lines.map((line) => line.length)).toEqual([64 * 1024 * 1024]);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test.each([
  ['that never ends', "head -c 200000 /dev/zero; exec yes"],
  ['among short ones', "echo short; printf '%02000d\\n' 1; exec yes"],
])('a line %s is ended at maxLineBytes', async (_, script) => {
  const error = await gather(shell(script).lines({ maxLineBytes: 1_000 })).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ reason: 'max-output', message: expect.stringMatching('a line of more than 1000 bytes to stdout') as string });
});

test('a program that fails throws at the end of the loop, with what it said', async () => {
  const seen: string[] = [];
  const loop = async (): Promise<void> => {
    for await (const line of shell('echo one; echo two; echo why >&2; exit 3')) seen.push(line);
  };
  const error = await loop().catch((reason: unknown) => reason);
  expect(seen).toEqual(['one', 'two']);
  expect(isProcessError(error)).toBe(true);
  expect(error).toMatchObject({ reason: 'exit-code', exitCode: 3, stderr: 'why\n' });
  await expect(gather(run('no-such-program'))).rejects.toMatchObject({ reason: 'not-found' });
  expect(await gather(shell('echo one; exit 3', { reject: false }))).toEqual(['one']);
});

test('nobody has to handle a failure that the loop has thrown', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  await gather(run('false')).catch(() => {});
  for await (const line of run('yes')) if (line === 'y') break;
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test('leaving the loop ends the program, by break and by throw', async () => {
  const leaks = trackLeaks();
  for await (const line of shell('echo first; sleep 60 & exec sleep 60')) {
    expect(line).toBe('first');
    break;
  }
  const loop = async (): Promise<void> => {
    for await (const line of run('yes')) throw new Error(line);
  };
  await expect(loop()).rejects.toThrow(/^y$/);
  await leaks.assertNothingLeft();
});

test('a program can be ended from inside the loop', async () => {
  const seen: string[] = [];
  const running = shell('echo first; exec yes', { reject: false });
  for await (const line of running) {
    if (seen.push(line) === 1) await running.terminate();
  }
  expect(seen[0]).toBe('first');
  expect(await running).toMatchObject({ reason: 'signal', pipeHeld: false });
});

test('next() may be asked twice without waiting', async () => {
  const lines = run('printf', ['a\\nb\\n']).lines();
  expect(await Promise.all([lines.next(), lines.next(), lines.next()])).toEqual([
    { value: 'a', done: false },
    { value: 'b', done: false },
    { value: undefined, done: true },
  ]);
});

test('lineBatches() gives the same lines in arrays', async () => {
  const batches = await gather(run('seq', ['1', '100000']).lineBatches());
  expect(batches.length).toBeLessThan(5_000);
  expect(batches.flat()).toEqual(Array.from({ length: 100_000 }, (_, index) => String(index + 1)));
});

test('a stream has one reader, and has to be a pipe', async () => {
  const running = run('true');
  running.lines();
  expect(() => running.chunks()).toThrow(expect.objectContaining({ code: 'ERR_OUTPUT_TAKEN' }) as Error);
  const silent = run('true', [], { stdout: 'ignore' });
  expect(() => silent.lines()).toThrow(expect.objectContaining({ code: 'ERR_NO_OUTPUT' }) as Error);
  expect(() => silent.lines({ form: 'stderr' } as object)).toThrow(/unknown option "form". Did you mean "from"/);
  await Promise.all([running, silent]);
});
