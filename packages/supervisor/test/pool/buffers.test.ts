import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { failureOf, openPool } from '../open-pool.js';

const MIB = 1024 * 1024;

describe.each(['process', 'thread'] as const)('a %s', (runtime) => {
  test.each([10, 40_000, MIB, 20 * MIB])('gets a Buffer of %i bytes as a Buffer, and gives it back as one', async (length) => {
    const pool = openPool({ runtime });
    const input = randomBytes(length);
    const output = await pool.run('echo', input);
    expect(Buffer.isBuffer(output)).toBe(true);
    expect(input.equals(output as Buffer)).toBe(true);
    expect(await pool.run('describe', input)).toEqual(['Buffer', length]);
  });

  test('gets Buffers and Uint8Arrays that are properties, and the rest of the object', async () => {
    const pool = openPool({ runtime });
    const input = { name: 'a.png', original: randomBytes(100_000), mask: new Uint8Array(100_000).fill(7), size: { width: 3 } };
    const output = (await pool.run('echo', input)) as typeof input;
    expect(Object.keys(output)).toEqual(Object.keys(input));
    expect(output.size).toEqual({ width: 3 });
    expect(Buffer.isBuffer(output.original)).toBe(true);
    expect(input.original.equals(output.original)).toBe(true);
    expect(output.mask.constructor).toBe(Uint8Array);
    expect(Buffer.from(output.mask).equals(input.mask)).toBe(true);
    expect(input.mask.length, 'the caller keeps its own').toBe(100_000);
  });

  test('gets a part of a larger memory alone', async () => {
    const pool = openPool({ runtime });
    const part = randomBytes(MIB).subarray(1_000, 50_000);
    const output = (await pool.run('echo', part)) as Buffer;
    expect(part.equals(output)).toBe(true);
    expect(output.buffer.byteLength).toBeLessThan(MIB);
  });

  test.each([1, 32])('does many at once, more than fit beside the messages (prefetch %i)', async (prefetch) => {
    const pool = openPool({ runtime, prefetch, size: 2 });
    const inputs = Array.from({ length: 60 }, (_, index) => randomBytes(((index * 7) % 10) * 100_000 + 50_000));
    const outputs = (await Promise.all(inputs.map((input) => pool.run('echo', input)))) as Buffer[];
    for (const [index, input] of inputs.entries()) expect(input.equals(outputs[index]!), `job ${index}`).toBe(true);
  });

  test('of an input that cannot be sent leaves room for the next', async () => {
    const pool = openPool({ runtime, prefetch: 8 });
    const wrong = { image: randomBytes(3 * MIB), callback: () => {} };
    for (let round = 0; round < 4; round++) {
      const failures = await Promise.all([failureOf(pool.run('echo', wrong)), failureOf(pool.run('echo', wrong))]);
      expect(failures.map(({ reason }) => reason)).toEqual(['job', 'job']);
    }
    const input = randomBytes(5 * MIB);
    expect(input.equals((await pool.run('echo', input)) as Buffer)).toBe(true);
    expect((await failureOf(pool.run('unsendable', randomBytes(MIB)))).reason).toBe('job');
    expect(input.equals((await pool.run('echo', input)) as Buffer)).toBe(true);
  });
});

test('a Buffer goes to the next worker when the first has died of it', async () => {
  const pool = openPool();
  const input = randomBytes(MIB);
  expect(input.equals((await pool.run('echoSecondTime', input)) as Buffer)).toBe(true);
});

test('a closed pool leaves no file, however its workers ended', async () => {
  const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const ours = (): string[] => readdirSync(folder).filter((name) => name.startsWith(`childproof-${process.pid}-`));
  const pool = openPool({ maxAttempts: 1, size: 2 });
  await failureOf(pool.run('die', 'SIGKILL'));
  await pool.run('echo', randomBytes(MIB));
  await pool.close();
  expect(ours()).toEqual([]);
});
