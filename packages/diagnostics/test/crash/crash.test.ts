import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installCrashReports, type CrashReport } from '@childproof/diagnostics';
import { startProgram, temporaryFolder, trackLeaks } from '@childproof/test-kit';
import { expect, it } from 'vitest';
import { fixture } from '../programs.js';

async function crash(name: string, nodeArgs: readonly string[] = [], ...args: readonly string[]) {
  const folder = temporaryFolder();
  const program = startProgram(fixture(`crash/${name}`), { nodeArgs, args: [folder, ...args] });
  const exit = await program.exited;
  const files = readdirSync(folder);
  const report = files.length === 0 ? undefined : (JSON.parse(readFileSync(join(folder, files[0]!), 'utf8')) as CrashReport);
  return { exit, files, report, stderr: program.stderr };
}

it('an uncaught error leaves one file with the error, the handles, memory and versions, and ends the process as ever', async () => {
  const { exit, files, report, stderr } = await crash('uncaught');
  expect([exit.code, files.length]).toEqual([1, 1]);
  expect(stderr).toContain('RangeError: too far');
  expect(report).toMatchObject({ reason: 'uncaught-exception', error: { name: 'RangeError', message: 'too far', code: 'E_FAR' } });
  expect(report!.error!.stack).toContain('uncaught.mjs:6');
  expect(report!.resources.map(({ kind }) => kind)).toEqual(['interval']);
  expect(report!.memory.rss).toBeGreaterThan(10_000_000);
  expect(report!.versions.v8).toBeTypeOf('string');
});

it('an unhandled rejection does too', async () => {
  const { exit, files, report } = await crash('rejected');
  expect([exit.code, files.length, report?.reason, report?.error?.message]).toEqual([1, 1, 'unhandled-rejection', 'nobody waits']);
});

it('an exit with a code leaves the line that asked for it; one with 0 leaves nothing', async () => {
  const { exit, report } = await crash('exits', [], '5');
  expect([exit.code, report?.reason, report?.exitCode]).toEqual([5, 'exit-code', 5]);
  expect(report?.error?.stack).toContain('exits.mjs:5');
  expect((await crash('exits', [], '0')).files).toEqual([]);
});

it('a full heap leaves the report that Node writes', async () => {
  const { files, report } = await crash('out-of-memory', ['--max-old-space-size=40']);
  expect(files).toEqual([expect.stringMatching(/^crash-\d+-out-of-memory\.json$/)]);
  const { header, javascriptHeap } = report as unknown as { header: { event: string }; javascriptHeap: object };
  expect(header.event).toMatch(/memory/i);
  expect(Object.keys(javascriptHeap).length).toBeGreaterThan(3);
});

it('leaves nothing installed when it is closed, and makes its folder', async () => {
  const leaks = trackLeaks();
  const before = { ...process.report };
  const folder = join(mkdtempSync(join(temporaryFolder(), 'a')), 'b/c');
  const reports = installCrashReports({ directory: folder });
  expect(readdirSync(folder)).toEqual([]);
  reports.close();
  expect({ ...process.report }).toEqual(before);
  await leaks.assertNothingLeft();
  expect(() => installCrashReports({ directroy: folder } as never)).toThrow(/Did you mean "directory"/);
});
