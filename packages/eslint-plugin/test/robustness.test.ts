import { readdirSync, readFileSync } from 'node:fs';
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { plugin } from '../src/plugin.js';

const base: Linter.Config = { ...plugin.configs.strict, files: ['**/*.js', '**/*.ts'] };
const verify = (code: string, typescript: boolean): Linter.LintMessage[] =>
  new Linter().verify(code, [typescript ? { ...base, languageOptions: { parser: parser } } : base], typescript ? 'a.ts' : 'a.js');

const sources = readdirSync(new URL('rules/', import.meta.url)).map((file) => readFileSync(new URL(`rules/${file}`, import.meta.url), 'utf8'));
const programs = sources.flatMap((text) => [...text.matchAll(/(?:cp|server|imported|reports)\((?:'[^']*', )?(["'`])(.+?)\1/g)].map((match) => match[2]!));

it('crashes on no program cut off or spliced at any token', () => {
  const header = "import { exec, spawn, spawnSync } from 'node:child_process'; import http from 'http'; http.createServer();\n";
  const words = programs.map((program) => program.split(/(?<=[\s(){}[\],;.=])/));
  let parsed = 0;
  for (const [index, left] of words.entries()) {
    const right = words[(index * 7 + 3) % words.length]!;
    for (let cut = index % 5; cut <= left.length; cut += 5) {
      const code = header + left.slice(0, cut).join('') + right.slice(right.length % (cut + 1)).join('');
      for (const typescript of [false, true]) if (verify(code, typescript).every(({ fatal }) => fatal !== true)) parsed++;
    }
  }
  expect(programs.length).toBeGreaterThan(40);
  expect(parsed).toBeGreaterThan(100);
}, 120_000);

it('settles on values that are made of themselves, however deep', () => {
  const chain = Array.from({ length: 60 }, (_, index) => `const v${index + 1} = v${index} + v${index};`).join('\n');
  const code = `import { exec } from 'child_process';\nlet a = b, b = a; a = a + b;\nfunction f() { return g(); } function g() { return f(); }\nconst v0 = f();\n${chain}\nexec(a, done); exec(f(), done); exec(v60, done); exec(${'x + '.repeat(800)}'', done);`;
  expect(verify(code, false).some(({ fatal }) => fatal)).toBe(false);
});

/** Syntax that rules seldom meet, each with the constructs that the rules do look at in unusual places. */
const UNUSUAL = [
  '@decorate(exec(`a ${b}`)) class A { @on accessor x = spawn("ls"); static { process.exit(1); } #p = fork("x"); get [exec("k")]() { return this.#p?.killed; } }',
  'declare module "x" { export const e: typeof import("child_process").exec; } namespace N { export import cp = require("child_process"); cp.exec(d); }',
  'function f(this: void, ...[a, { b = exec(c) }]: any[]): asserts a is string { using child = spawn(a!); await using d = exec<string>(b satisfies string); }',
  'abstract class B<const T> extends (exec(x) as any) { constructor(private readonly run = exec, public child?: ChildProcess) { super(); this.run(`${this.child!.pid}`); } abstract kill(): void; }',
  'label: for await (const { [exec(k)]: v = spawn("a") } of process.listeners("SIGTERM")) { if (!v.killed) continue label; else break label; }',
  'export default async function* () { yield* exec(yield); const { a, ...rest } = await spawnSync("x"); ({ a: rest.b, ...rest.c } = exec); }',
  'const t = exec?.(`a ${b}`)?.on?.("exit", async () => { await 1; })?.kill(); delete process.exit; new process.exit(); new.target; import.meta.exec(`x`);',
  'var { exec = exec, [exec]: { spawn: [[fork]] = [[exec]] } } = exec; exec = exec; exec: exec(exec); export { exec as "a b" }; export * as "c d" from "child_process";',
  'switch (exec(x)) { case spawn`a ${b}`: process.on(...[]); default: process.exit(...[1]); process.kill(-1); exec(...args); spawn(...args, { shell: true }); fork(); }',
  'try { throw exec } catch ({ exec }) { exec(`${exec}`) } finally { (process.on)("exit", async function () { await this; }); (0, exec)(`a ${b}`); }',
  'type T = typeof exec extends (...a: infer A) => any ? A : never; enum E { A = exec.length, B = `b` as any } let x: E = exec(`a ${E.A}`)!; let y = <T,>(z: T) => exec(z as string);',
  'process.on("SIGTERM", process.on); process.on(process, process); process.removeAllListeners(...x); process.listeners().forEach(); process.setUncaughtExceptionCaptureCallback();',
  'require(); require(...x); import(`a${exec}`); require(require); require.resolve(require("child_process")); createRequire(); promisify(); promisify(exec)(); promisify(promisify(promisify(exec)))(a);',
];
const JSX = [
  'const a = <Exec onClick={() => exec(`a ${b}`)} {...spawn("x")}><>{process.exit(1)}</>{/* c */}{...exec(d)}</Exec>;',
  'function App() { const { killed } = spawn("ls"); return killed ? <a:b c:d="e" /> : <x.y.z>{exec(killed)}</x.y.z>; }',
];

it('crashes on no syntax, however unusual, whole or cut off anywhere', () => {
  const header = 'import * as cp from "child_process"; import { exec, spawn, spawnSync, fork } from "child_process"; import cluster from "cluster"; import http from "http"; import { createRequire } from "module"; import { promisify } from "util"; http.createServer().listen(1);\n';
  let parsed = 0;
  for (const program of [...UNUSUAL, ...JSX]) {
    const jsx = JSX.includes(program);
    for (let cut = program.length; cut > 0; cut -= cut === program.length ? 1 : 3) {
      const config: Linter.Config = { ...plugin.configs.strict, files: ['**/*.tsx', '**/*.ts'], languageOptions: { parser: parser, parserOptions: { ecmaFeatures: { jsx } } } };
      const messages = new Linter().verify(header + program.slice(0, cut), [config], jsx ? 'a.tsx' : 'a.ts');
      if (messages.every(({ fatal }) => fatal !== true)) parsed++;
      else if (cut === program.length) expect(messages.filter(({ fatal }) => fatal).map(({ message }) => message), program).toEqual([]);
    }
  }
  expect(parsed).toBeGreaterThan(UNUSUAL.length + JSX.length);
}, 120_000);

/** A generator of programs from a seed, so that a failure can be had again. */
function generated(seed: number): string {
  let state = seed;
  const pick = <T>(list: readonly T[]): T => list[(state = (state * 48_271) % 0x7fffffff) % list.length]!;
  const name = (): string => pick(['exec', 'spawn', 'fork', 'cp', 'process', 'child', 'a', 'b', 'server', 'promisify', 'cluster']);
  const expression = (depth: number): string => {
    if (depth === 0) return pick([name(), '"SIGTERM"', '"-c"', '"sh"', '`x`', '1', 'null', '/^a$/', '"exit"', 'this']);
    const next = (): string => expression(depth - 1);
    return pick([
      () => `${name()}(${next()}, ${next()})`, () => `${next()}.${pick(['on', 'exec', 'kill', 'killed', 'exit', 'then', 'split', 'unref', 'exitCode', 'listen'])}`,
      () => `${name()}.on(${next()}, () => ${next()})`, () => `(${next()} + ${next()})`, () => `\`\${${next()}}\``, () => `[${next()}, ...${next()}]`,
      () => `({ shell: ${next()}, detached: ${next()}, ...${next()} })`, () => `async function () { ${statement(depth - 1)} }`, () => `(${next()} ? ${next()} : ${next()})`,
      () => `(await ${next()})`, () => `(${name()} = ${next()})`, () => `${next()}[${next()}]`, () => `!${next()}`, () => `new ${name()}(${next()})`,
    ])();
  };
  const statement = (depth: number): string => {
    if (depth <= 0) return `${expression(1)};`;
    const next = (): string => statement(depth - 1);
    return pick([
      () => `const { ${name()}: v${state % 97}, ...r${state % 89} } = ${expression(depth)};`, () => `if (${expression(depth)}) { ${next()} } else { ${next()} }`,
      () => `for (const i${state % 83} of ${expression(depth)}) { ${next()} }`, () => `try { ${next()} } catch (e) { ${next()} }`,
      () => `${expression(depth)};`, () => `var ${name()} = ${expression(depth)};`, () => `while (${expression(depth)}) { ${next()} break; }`,
      () => `class C${state % 79} { m() { ${next()} } static s = ${expression(1)}; }`,
    ])();
  };
  return Array.from({ length: 6 }, () => statement(3)).join('\n');
}

it('crashes on no generated program', () => {
  let parsed = 0;
  for (let seed = 1; seed <= 1_000; seed++) {
    const code = `import * as imported from "child_process"; import { listen } from "http"; var { exec, spawn, fork } = imported;\n${generated(seed * 7_919)}`;
    if (verify(code, seed % 2 === 0).every(({ fatal }) => fatal !== true)) parsed++;
  }
  expect(parsed).toBeGreaterThan(200);
}, 120_000);
