import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { run } from '../../src/index.js';
import { HeadStore } from '../../src/output/head-store.js';

const MIB = 1024 * 1024;

function filled(bytes: Buffer, maxBytes = Infinity): HeadStore {
  const store = new HeadStore(maxBytes, 'utf8');
  // 65,535 is no multiple of 3: characters are cut at the borders of chunks and of pieces.
  for (let at = 0; at < bytes.length; at += 65_535) store.add(bytes.subarray(at, at + 65_535));
  return store;
}

const texts: [string, Buffer][] = [
  ['3 MiB of ASCII', Buffer.alloc(3 * MIB, 'abc\n')],
  ['3 MiB of three-byte characters', Buffer.alloc(3 * MIB, '€')],
  ['4 MiB of four-byte characters after one byte', Buffer.from(`x${'😀'.repeat(MIB)}`)],
  ['a byte order mark at the start and at the border of a piece', Buffer.concat([Buffer.from('\ufeff'), Buffer.alloc(MIB - 3, 'a'), Buffer.alloc(MIB, '\ufeff')])],
  ['3 MiB that are not UTF-8', randomBytes(3 * MIB)],
  ['bytes that are not UTF-8 between text', Buffer.concat([Buffer.alloc(2 * MIB, '€'), randomBytes(MIB), Buffer.alloc(2 * MIB, '€')])],
  ['a character without its end', Buffer.concat([Buffer.alloc(2 * MIB, 'a'), Buffer.from([0xe2, 0x82])])],
];

test.each(texts)('%s: the text is that of all bytes at once', (_, bytes) => {
  expect(filled(bytes).takeText() === bytes.toString('utf8')).toBe(true); // not toBe: a difference would be megabytes
});

test.each(texts)('%s: whoever wants the bytes after all gets exactly these', (_, bytes) => {
  expect(filled(bytes).takeBytes().equals(bytes)).toBe(true);
});

test('a limit in the middle of a character cuts before it', () => {
  expect(filled(Buffer.alloc(3 * MIB, '€'), 2 * MIB).takeText() === '€'.repeat(Math.floor((2 * MIB) / 3))).toBe(true);
});

test('a reader that comes late gets bytes that are no text untouched', async () => {
  const bytes = randomBytes(3 * MIB);
  const program = run('cat', [], { stdin: 'pipe' });
  await new Promise((resolve) => program.stdin!.write(bytes, resolve)); // the pipe holds less: most of it has been read
  const copy = program.pipe('cat', [], { encoding: 'bytes' });
  program.stdin!.end();
  expect(Buffer.from((await copy).stdout).equals(bytes)).toBe(true);
});
