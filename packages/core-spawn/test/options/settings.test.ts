import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/index.js';

describe('bad input is refused at once, with key, value and expectation', () => {
  test.each<[string, object, RegExp]>([
    ['a misspelt option', { timeout: 5 }, /unknown option "timeout"\. Did you mean "timeoutMs"\?/],
    ['a bad duration', { timeoutMs: -1 }, /"timeoutMs" is -1; expected milliseconds, a number from 1/],
    ['a duration that timers cannot hold', { timeoutMs: 2 ** 31 }, /"timeoutMs" is 2147483648/],
    ['a bad choice', { onMaxOutput: 'drop' }, /"onMaxOutput" is 'drop'; expected one of "terminate"/],
    ['an unknown signal', { killSignal: 'TERM' }, /"killSignal" is 'TERM'; expected a signal name/],
    ['a bad environment', { env: { A: 1 } }, /"env" is \{ A: 1 \}; expected an object of strings/],
    ['two uses of stdin', { stdin: 'inherit', input: 'x' }, /"input" needs stdin "pipe", but stdin is "inherit"/],
    ['no options object', [] as object, /options is \[\]; expected an object/],
  ])('%s', (_, options, message) => {
    expect(() => run('true', [], options)).toThrow(message);
    expect(() => run('true', [], options)).toThrow(TypeError);
  });

  test('a command as one string with an array forgotten', () => {
    expect(() => run('git', 'status' as unknown as string[])).toThrow(/args is 'status'; expected an array/);
    expect(() => run('git', ['log', 5 as unknown as string])).toThrow(/args\[1\] is 5; expected a string/);
    expect(() => run(undefined as unknown as string)).toThrow(/file is undefined; expected a string/);
  });
});

test('env adds to the environment, and undefined takes away', async () => {
  const { stdout } = await run('sh', ['-c', 'echo "$ADDED ${HOME-gone} ${PATH:+path}"'], {
    env: { ADDED: 'added', HOME: undefined },
  });
  expect(stdout).toBe('added gone path\n');
});

test('extendEnv: false replaces the environment', async () => {
  const { stdout } = await run('/usr/bin/env', [], { env: { ONLY: '1' }, extendEnv: false });
  expect(stdout).toBe('ONLY=1\n');
});

test('cwd may be a path or a file URL', async () => {
  expect((await run('pwd', [], { cwd: '/usr' })).stdout).toBe('/usr\n');
  expect((await run('pwd', [], { cwd: pathToFileURL('/usr') })).stdout).toBe('/usr\n');
});
