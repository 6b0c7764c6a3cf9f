import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ModuleNode, startupProfile, type StartupProfile } from '@childproof/diagnostics';
import { startProgram, temporaryFolder } from '@childproof/test-kit';
import { expect, it } from 'vitest';
import { selfContained } from '../programs.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const node = process.env['TEST_NODE'] ?? process.execPath;
const file = (name: string): string => fileURLToPath(new URL(`../fixtures/startup/${name}`, import.meta.url));

async function profile(name: string, env: NodeJS.ProcessEnv = {}, ...options: readonly string[]): Promise<StartupProfile> {
  const program = startProgram(cli, { args: ['startup', '--json', ...options, '--', node, file(name)], env: { FOLDER: temporaryFolder(), ...env } });
  expect((await program.exited).code, program.stderr).toBe(0);
  return JSON.parse(program.stdout) as StartupProfile;
}

function flatten(nodes: readonly ModuleNode[]): ModuleNode[] {
  return nodes.flatMap((one) => [one, ...flatten(one.children)]);
}

function find({ modules }: StartupProfile, name: string): ModuleNode {
  return flatten(modules).find((one) => basename(one.file).split('.')[0] === name && !one.file.endsWith('busy.cjs'))!;
}

/** Within 15 %, and a little for what loading itself takes on a busy machine. */
function expectAbout(ms: number, expected: number): void {
  expect(ms).toBeGreaterThan(expected * 0.98);
  expect(ms).toBeLessThan(expected * 1.15 + 10);
}

/** What each module says that it has kept busy for. */
function costsIn(path: string): Readonly<Record<string, number>> {
  return Object.fromEntries(readFileSync(path, 'utf8').trim().split('\n').map((line) => [line.split(' ')[0]!, Number(line.split(' ')[1])]));
}

it.each(['cjs/main.cjs', 'esm/main.mjs'])('%s: a tree with the costs that are built into it', async (name) => {
  const path = join(temporaryFolder(), 'costs');
  const seen = await profile(name, { COSTS: path });
  const costs = costsIn(path);
  for (const module of ['left', 'right', 'shared']) expectAbout(find(seen, module).evaluateMs, costs[module]!);
  expectAbout(find(seen, 'left').inclusiveMs, costs['left']! + costs['shared']!);
  expectAbout(find(seen, 'right').inclusiveMs, costs['right']!);
  expect(find(seen, 'left').children.map((one) => basename(one.file).split('.')[0])).toContain('shared');
  expect(find(seen, 'shared').parent).toBe(find(seen, 'left').file);
  expect(seen.listeningMs).toBeGreaterThan(300);
  expect(seen.listeningMs).toBeGreaterThan(seen.bootMs);
});

it('tells resolving, reading, compiling and evaluating of CommonJS apart', async () => {
  const left = find(await profile('cjs/main.cjs'), 'left');
  for (const ms of [left.resolveMs, left.readMs, left.compileMs]) {
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThan(20);
  }
});

it('times the calls that stop the process, with their lines', async () => {
  const { syncCalls } = await profile('cjs/main.cjs');
  expect(syncCalls[0]).toMatchObject({ name: 'execSync sleep 0.05', file: file('cjs/main.cjs'), line: 7 });
  expect(syncCalls[0]!.ms).toBeGreaterThan(50);
});

it('counts a dynamic import to the module that makes it', async () => {
  const path = join(temporaryFolder(), 'costs');
  const late = find(await profile('esm/main.mjs', { COSTS: path }), 'late');
  expectAbout(late.evaluateMs, costsIn(path)['late']!);
  expect(basename(late.parent!)).toBe('main.mjs');
});

it('points out a line that requires ever new files', async () => {
  const { lateLoads } = await profile('ever-new.cjs', {}, '--after', '0.3');
  const line = readFileSync(file('ever-new.cjs'), 'utf8').split('\n').findIndex((text) => text.includes('// ever new')) + 1;
  expect(lateLoads[0]).toMatchObject({ place: `${file('ever-new.cjs')}:${line}` });
  expect(lateLoads[0]!.files).toBeGreaterThan(5);
});

it('prints a table, and writes a page and a profile for Chrome', async () => {
  const path = join(temporaryFolder(), 'startup.cpuprofile');
  const page = join(temporaryFolder(), 'startup.html');
  const program = startProgram(cli, { args: ['startup', '--cpuprofile', path, '--html', page, '--', node, file('cjs/main.cjs')] });
  expect((await program.exited).code, program.stderr).toBe(0);
  expect(program.stdout).toMatch(/It listened after \d+\.\d ms[^]*inclusive +self[^]*main\.cjs\n.* {2}\S*left\.cjs\n.* {4}\S*shared\.cjs[^]*execSync sleep 0\.05/);
  const { nodes, samples } = JSON.parse(readFileSync(path, 'utf8')) as { nodes: { callFrame: { functionName: string } }[]; samples: number[] };
  expect(nodes.some(({ callFrame }) => callFrame.functionName.endsWith('busy'))).toBe(true);
  expect(samples.length).toBeGreaterThan(50);
  expect(selfContained(page)).toMatch(/class="flame"[^]*title="[^"]*left\.cjs: [\d.]+ ms, of which its own [^"]*compile[^"]*"[^]*Synchronous calls/);
});

it('says so when a program is no server, or no Node.js', async () => {
  const program = startProgram(cli, { args: ['startup', '--', node, file('busy.cjs')] });
  expect((await program.exited).code).toBe(0);
  expect(program.stdout).toContain('It did not listen.');
  const other = startProgram(cli, { args: ['startup', '--', 'true'] });
  expect((await other.exited).code).toBe(1);
  expect(other.stderr).toContain('is it Node.js?');
  expect(() => startupProfile()).toThrow(expect.objectContaining({ code: 'ERR_DIAGNOSTICS_NOT_RECORDING' }) as Error);
  expect(existsSync('profile.json')).toBe(false);
});
