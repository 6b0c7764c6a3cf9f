import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, temporaryFolder } from '@childproof/test-kit';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cli, sample } from '../server.js';

const HIDE_CURSOR = '\u001B[?25l';
const SHOW_CURSOR = '\u001B[?25h';

interface Summary {
  readonly total: number;
  readonly converted: { path: string; target: string; bytesBefore: number; bytesAfter: number }[];
  readonly unchanged: string[];
  readonly failed: { path: string; message: string }[];
  readonly interrupted: boolean;
}

async function convert(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const program = startProgram(cli, { args: ['convert', ...args] });
  const { code } = await program.exited;
  return { code, stdout: program.stdout, stderr: program.stderr };
}

async function convertJson(...args: string[]): Promise<Summary & { code: number | null }> {
  const { code, stdout } = await convert(...args, '--json');
  return { code, ...(JSON.parse(stdout) as Summary) };
}

test('patterns, free parameters, a table; and run again only what has changed', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'out');
  mkdirSync(join(folder, 'photos', 'deep'), { recursive: true });
  const photos = ['dawn.jpg', 'deep/green.jpg', 'deep/lake.png', 'notes.txt'].map((name) => join(folder, 'photos', name));
  writeFileSync(photos[0]!, sample('dawn-ridge.jpg'));
  writeFileSync(photos[1]!, sample('green-valley.jpg'));
  writeFileSync(photos[2]!, sample('winter-fjord.png'));
  writeFileSync(photos[3]!, 'left alone');
  const args = [join(folder, 'photos/**/*.{jpg,png}'), '--out', out, '--width', '300', '--format', 'jpeg', '--concurrency', '1'];

  const first = await convert(...args);
  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(first.stdout).toMatch(/^converted 3 of 3 in [\d.]+ s \([\d.]+ per second\)\n +files +before +after\nconverted +3 +\d+ KiB +\d+ KiB +-\d+%\n$/);
  expect(readdirSync(out, { recursive: true }).sort()).toEqual(['.image-converter.jsonl', 'dawn.jpg', 'deep', 'deep/green.jpg', 'deep/lake.jpg']);
  expect((await sharp(join(out, 'deep/green.jpg')).metadata()).width).toBe(300);

  utimesSync(photos[1]!, new Date(), new Date(0));
  const second = await convertJson(...args);
  expect([second.code, second.total, second.interrupted, second.unchanged.sort()]).toEqual([0, 3, false, [photos[0], photos[2]]]);
  expect(second.converted).toEqual([{ path: photos[1], target: join(out, 'deep/green.jpg'), bytesBefore: expect.any(Number) as number, bytesAfter: expect.any(Number) as number }]);
  expect((await convertJson(...args, '--quality', '50')).converted.length).toBe(3); // another wish
  expect((await convertJson(...args, '--force')).converted.length).toBe(3);

  const nothing = await convertJson(join(folder, 'nothing/*.jpg'), '--out', out);
  expect([nothing.code, nothing.failed[0]?.message]).toEqual([1, 'there is no such file or folder']);
}, 180_000);

test.each([
  [['--format', 'bmp'], /outputs\/0\/format must be equal to one of the allowed values: jpeg/],
  [['--preset', 'web,avatar'], /one output for each image/],
])('%j is a wrong command line', async (args, message) => {
  const { code, stderr } = await convert('a.jpg', '--out', temporaryFolder(), ...args);
  expect(code).toBe(64);
  expect(stderr).toMatch(message);
});

test.runIf(process.platform === 'linux')('on a terminal a bar shows how far it is, how fast, and what is left; and leaves the table alone', async () => {
  const folder = temporaryFolder();
  for (const index of [1, 2, 3]) writeFileSync(join(folder, `${index}.jpg`), sample('dawn-ridge.jpg'));
  const command = [process.execPath, cli, 'convert', folder, '--out', join(folder, 'out'), '--width', '200'].map((word) => `'${word}'`).join(' ');
  // script(1) runs a command on a terminal of its own.
  const program = startProgram('', { command: 'script', nodeArgs: ['--quiet', '--return', '--command', command, join(folder, 'typescript')] });
  expect((await program.exited).code).toBe(0);
  expect(program.stdout).toMatch(/ 0\/3 \| – per second \| .* left/);
  expect(program.stdout).toMatch(/ 3\/3 \| [\d.]+ per second \| 0s left/);
  expect(program.stdout).toContain('\nconverted 3 of 3 in ');
  expect(program.stdout.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(program.stdout.lastIndexOf(HIDE_CURSOR));
}, 180_000);
