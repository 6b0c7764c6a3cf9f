import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { createCommandPolicy, toShellExitCode } from '../../src/index.js';

const policy = createCommandPolicy({
  commands: {
    say: { file: 'printf', fixedArgs: ['[%s]'], flags: ['-n', /--times=\d+/, '--'], values: [/[a-z]+/, 'A B'] },
    plain: { file: 'printf', fixedArgs: ['[%s]'], flags: ['-x'], values: [/\w+/], endFlags: true },
    two: { file: 'echo', values: [/\d/], maxArgs: 2, accepts: ([first, second]) => first === second },
  },
});

test('what is allowed runs, with its arguments as they are', async () => {
  expect((await policy.run('say', ['-n', '--times=3', 'abc', 'A B'])).stdout).toBe('[-n][--times=3][abc][A B]');
  expect(policy.allows('say', ['abc'])).toBe(true);
});

test.each<[string, string[], string]>([
  ['sh', ['-c', 'id'], 'the policy does not know this command'],
  ['/bin/sh', [], 'the policy does not know this command'],
  ['constructor', [], 'the policy does not know this command'],
  ['__proto__', [], 'the policy does not know this command'],
  ['say', ['--exec=id'], 'does not allow the flag "--exec=id" (args[0])'],
  ['say', ['-nx'], 'the flag "-nx"'],
  ['say', ['--times=3;id'], 'the flag'],
  ['say', ['--times=3\n'], 'the flag'],
  ['say', ['abc\nx'], 'the value'],
  ['say', ['x\n--exec'], 'the value'],
  ['say', ['abc', '$(id)'], 'does not allow the value "$(id)" (args[1])'],
  ['say', [''], 'the value ""'],
  ['say', ['abc', '--', '-x'], 'does not allow the value "-x"'],
  ['two', ['1', '2'], 'does not accept these arguments'],
  ['two', ['1', '1', '1'], '3 arguments, and 2 are allowed'],
])('%s %j is refused', async (name, args, why) => {
  const result = await policy.run(name, args, { reject: false });
  expect(result).toMatchObject({ ok: false, reason: 'not-allowed', code: 'ERR_PROCESS_NOT_ALLOWED', pid: undefined, file: name });
  expect(result).toHaveProperty('message', expect.stringContaining(why));
  expect(toShellExitCode(result)).toBe(126);
  expect(policy.allows(name, args)).toBe(false);
  await expect(policy.run(name, args)).rejects.toThrow(why);
});

test('endFlags separates flags from values', async () => {
  expect((await policy.run('plain', ['value', '-x'])).stdout).toBe('[-x][--][value]');
});

test('nothing is started by any of many hostile arguments', async () => {
  const proof = join(temporaryFolder(), 'proof');
  const hostile = [`;touch ${proof}`, `$(touch ${proof})`, `\`touch ${proof}\``, `|touch ${proof}`, `\ntouch ${proof}`, `--exec=touch ${proof}`, '-', '--'];
  for (const arg of hostile) await policy.run('say', [arg], { reject: false });
  for (const arg of hostile) await policy.run('two', [arg, arg], { reject: false });
  expect(existsSync(proof)).toBe(false);
});

test('what is checked is what is run', async () => {
  const sly = ['abc'];
  const running = policy.run('say', sly);
  sly[0] = '--exec';
  expect((await running).stdout).toBe('[abc]');
});

test('an expression with state or with m decides the same each time, about the whole', () => {
  const careful = createCommandPolicy({ commands: { echo: { values: [/a|b/gm, /^c$/my] } } });
  for (let round = 0; round < 3; round++) expect([['a', 'b', 'c'], ['ab'], ['c\nx']].map((args) => careful.allows('echo', args))).toEqual([true, false, false]);
});

test('a policy has no shell, and bad rules are refused at once', () => {
  expect(() => policy.run('say', [], { shell: 'x' } as object)).toThrow('there is no shell in a policy');
  expect(() => createCommandPolicy({ commands: { a: { options: { shell: 'x' } as object } } })).toThrow('without "shell"');
  expect(() => createCommandPolicy({ commands: { a: { flag: [] } as object } })).toThrow('commands.a: unknown option "flag"');
  expect(() => policy.run('say', 'x' as unknown as string[])).toThrow('args is');
});
