import { expect, test } from 'vitest';
import { $ } from '../../src/index.js';

const words = async (running: PromiseLike<{ stdout: string }>): Promise<string[]> => (await running).stdout.split('\0').slice(0, -1);

/** Ends each argument with a NUL byte. */
const EACH = '%s\\0';
const NASTY = ['', 'a b', '$HOME', '`id`', '$(id)', '; ls', "it's", '"', '\\', '*', '--flag', 'ä\n€', '| cat', '> x'];

test.each(NASTY)('the value %j is exactly one argument', async (value) => {
  expect(await words($`printf ${EACH} before ${value} after`)).toEqual(['before', value, 'after']);
  expect(await words($`printf ${EACH} --key=${value}!`)).toEqual([`--key=${value}!`]);
  expect(await words($`printf ${EACH} "a ${value} b"`)).toEqual([`a ${value} b`]);
});

test('an array is several arguments, none when empty', async () => {
  expect(await words($`printf ${EACH} ${NASTY} ${[]} ${[1, 2n, true]}`)).toEqual([...NASTY, '1', '2', 'true']);
});

test('blanks separate, quotes keep together', async () => {
  expect(await words($`printf
    ${EACH}  a   'b  c' "d 'e'" f"g h"'i' ""`)).toEqual(['a', 'b  c', "d 'e'", 'fg hi', '']);
});

test('the program can be a value', async () => {
  expect((await $`${'echo'} x`).stdout).toBe('x\n');
});

test.each([
  ['a pipe', () => $`cat | cat`, /\| means something to a shell/],
  ['a variable', () => $`echo $HOME`, /\$ means something/],
  ['a glob', () => $`ls *`, /\* means something/],
  ['an open quote', () => $`echo "a`, /quote " is not closed/],
  ['nothing', () => $``, /there is no command/],
  ['an array in a word', () => $`echo a${['b']}`, /stands inside of an argument/],
  ['an array before text', () => $`echo ${['b']}c`, /touches other text/],
  ['undefined', () => $`echo ${undefined as unknown as string}`, /a value is undefined; expected a string/],
  ['an object', () => $`echo ${{} as unknown as string}`, /a value is \{\}/],
])('%s is refused', (_, call, message) => {
  expect(call).toThrow(expect.objectContaining({ code: 'ERR_INVALID_COMMAND', message: expect.stringMatching(message) as string }) as Error);
});

test('takes options', async () => {
  const inTmp = $({ cwd: '/tmp' });
  expect((await inTmp`pwd`).stdout).toBe('/tmp\n');
  expect((await inTmp({ reject: false })`false`).ok).toBe(false);
  expect((await $`printf %s x`.pipe('cat')).stdout).toBe('x');
});
