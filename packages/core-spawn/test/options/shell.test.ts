import { expect, test } from 'vitest';
import { run } from '../../src/index.js';

const shell = 'dangerously-interpret-file-as-shell-script';

test('a script is interpreted only when asked by name, and its arguments never are', async () => {
  const nasty = '$(id); "x" `id` | cat';
  const { stdout } = await run('printf "%s\\n" "$2" "$1" | tr x y', [nasty, 'xx'], { shell });
  expect(stdout).toBe(`yy\n${nasty.replaceAll('x', 'y')}\n`);
  await expect(run('echo x | cat')).rejects.toMatchObject({ reason: 'not-found' });
});

test.each([true, 'sh', '/bin/sh'])('shell: %j is refused', (value) => {
  expect(() => run('echo', [], { shell: value } as object)).toThrow('expected one of "dangerously-interpret-file-as-shell-script"');
});
