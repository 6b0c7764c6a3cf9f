import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startProgram, temporaryFolder } from '@childproof/test-kit';
import { expect, inject, test } from 'vitest';
import { cli } from '../server.js';

const diagnostics = join(dirname(createRequire(import.meta.url).resolve('@childproof/diagnostics/package.json')), 'dist', 'cli.js');

interface Report {
  readonly grade: string;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly severity: string; readonly seen: string }[];
  readonly figures: { readonly dropped: number; readonly load: { readonly answered: number } };
}

test('the black-box audit gives the server an A: nothing dropped, nothing left, whichever signal ends it', async () => {
  const folder = temporaryFolder();
  cpSync(inject('databaseTemplate'), join(folder, 'database'), { recursive: true });
  const program = startProgram(diagnostics, {
    args: ['audit', '--load', '1', '--start-timeout', '60', '--exit-timeout', '60', '--min-grade', 'A', '--json', '--', process.execPath, cli],
    env: { DATABASE_URL: '', DATA_DIR: folder },
  });
  const { code } = await program.exited;
  expect(program.stdout, program.stderr).toMatch(/^\{/);
  const { grade, checks, figures } = JSON.parse(program.stdout) as Report;
  const failed = checks.filter(({ ok }) => !ok);
  // On a busy machine it may be slow, which is a minor failure and says nothing about the server.
  expect(failed.filter(({ name, severity }) => severity !== 'minor' || !['start', 'ends on SIGTERM'].includes(name))).toEqual([]);
  expect([grade, code]).toEqual(failed.length === 0 ? ['A', 0] : ['B', 1]);
  expect(figures.dropped).toBe(0);
  // Each of the 16 connections has been answered.
  expect(figures.load.answered).toBeGreaterThan(16);
}, 180_000);
