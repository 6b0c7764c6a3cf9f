import { noInterpolatedExec } from '../../src/rules/no-interpolated-exec.js';
import { testRule } from '../rule-testers.js';

const imported = (names: string, code: string): string => `import { ${names} } from 'node:child_process';\n${code}`;
const interpolated = [{ messageId: 'interpolated' as const }];
const whole = [{ messageId: 'runtimeCommand' as const }];

testRule(
  'no-interpolated-exec',
  noInterpolatedExec,
  {
    valid: [
      imported('exec', "exec('git status | head', done);"),
      imported('exec', "const BRANCH = 'main'; const all = ['-a', BRANCH].join(' '); exec(`git show ${all}` + ' -p', done);"),
      imported('exec', "exec(process.platform === 'win32' ? 'dir' : 'ls', done);"),
      imported('exec', 'function show(n) { n = parseInt(n, 10); exec(`git log -n ${n}`, done); }'),
      imported('exec', 'exec(`kill ${child.pid} ${Number(value)} ${list.length} ${a - b}`, done);'),
      imported('exec', "const COMMANDS = { build: 'tsc', test: 'vitest' }; export const run = (name) => exec(COMMANDS[name], done);"),
      imported('execSync', "for (const task of ['lint', 'test']) execSync(`npm run ${task}`);"),
      imported('execSync', "['lint', 'test'].forEach((task) => execSync(`npm run ${task}`));"),
      imported('execSync', "function npm(task) { execSync(`npm run ${task}`); }\nnpm('lint'); npm('test');"),
      imported('execSync', "const run = (command) => execSync(command);\nrun('npm test'); run(`npm run ${'lint'}`);"),
      imported('execSync', "import pkg from './package.json' with { type: 'json' }; execSync(`git tag ${pkg.version}`);"),
      imported('exec', "import { quote } from 'shell-quote'; exec(`ls ${quote([dir])}`, done);"),
      imported('exec', "const q = (text) => `'${text.replace(/'/g, `'\\\\''`)}'`; exec(`ls ${q(dir)}`, done);"),
      imported('exec', "export function restart(name) { const known = [{ name: 'api' }].find((one) => one.name === name && one.id !== 0); if (!known) return; exec(`pm2 restart ${name}`, done); }"),
      imported('exec', "export function restart(name) { if (!['api', 'web'].some((one) => one === name)) return; exec(`pm2 restart ${name}`, done); }"),
      imported('spawn', "spawn('docker', ['exec', id, 'sh', '-c', 'echo \"$1\"', 'sh', value]);"),
      imported('exec', "const docker = (parts) => ['docker', ...parts].join(' '); exec(docker(['ps', '-q']), done);"),
      imported('exec', "const run = (parts) => exec(['docker', ...parts].join(' '), done); run(['ps', '-q']);"),
      imported('spawn', "const run = (file, list) => spawn(file, list); run('bash', ['-c', 'ls | wc -l']); run('git', ['show', ref]);"),
      imported('exec', "import path from 'node:path'; exec(`python3 ${path.resolve(process.cwd(), 'predict.py')}`, done);"),
      imported('exec', "export function rotate(to) { switch (to) { case 'left': case 'right': exec(`xrandr -o ${to}`, done); break; default: throw new Error(to); } }"),
      imported('exec', "const [name] = process.argv.slice(2); if (!/^\\w+$/.test(name || '')) process.exit(1); exec(`sc query ${name}`, done);"),
      imported('exec', "import { isIP } from 'node:net'; export function ping(host) { if (isIP(host) === 0) throw new TypeError(host); exec(`ping -c 1 ${host}`, done); }"),
      imported('exec', "import net from 'node:net'; export const ping = (host) => net.isIP(host) && exec(`ping -c 1 ${host}`, done);"),
      imported('exec', "export const vacuum = (names) => names.filter((name) => /^[a-z_]+$/.test(name)).forEach((name) => { exec(`vacuumdb ${name}`, done); });"),
      imported('exec', "class Pool { constructor(name) { if (!/^[a-z]+$/.test(name)) throw new TypeError(name); this.name = name; } list() { exec(`zfs list ${this.name}`, done); } }"),
      imported('exec', "import { z } from 'zod'; const Body = z.object({ name: z.string().regex(/^[a-z0-9-]+$/), depth: z.number().int() }); export function clone(body) { const { name, depth } = Body.pick({ name: true, depth: true }).parse(body); exec(`git clone --depth ${depth} ${name}`, done); }"),
      imported('exec', "import { z } from 'zod'; const Body = z.object({ kind: z.enum(['a', 'b']) }); export async function make(input) { const body = await Body.parseAsync(input); exec(`make ${body.kind}`, done); }"),
      "const { exec } = require('child_process'); const links = require('./links.json'); for (const link of links) exec(`curl ${link}`, done);",
      imported('spawn', "spawn('git', ['show', ref]);"),
      imported('spawn', "spawn('git', ['show', ref], { shell: false });"),
      imported('spawn', "spawn('sh', ['-c', 'echo \"$1\"', 'sh', value]);"),
      imported('spawn', "export const run = (file, options) => spawn(file, ['x'], { shell: options.shell });"),
      'function exec(text) {} exec(`ls ${dir}`);',
      "const match = /a/.exec(`x${y}`);",
      "import { $ } from 'zx'; await $`git show ${ref}`;",
      "import { execa } from 'execa'; await execa('git', ['show', ref]);",
      { code: imported('exec', 'export const run = (command) => exec(command, done);'), options: [{ allowWholeCommand: true }] },
    ],
    invalid: [
      { code: imported('exec', "const docker = (parts) => ['docker', ...parts].join(' '); export const logs = (id) => exec(docker(['logs', id]), done);"), errors: whole },
      { code: imported('spawn', "const run = (file, list) => spawn(file, list); export const show = (dir) => run('bash', ['-c', `ls ${dir} | wc -l`]);"), errors: [{ messageId: 'interpolated', line: 2 }] },
      { code: imported('exec', "export function rotate(to) { switch (to) { case 'left': log(to); default: exec(`xrandr -o ${to} > x`, done); } }"), errors: interpolated },
      { code: imported('spawn', "class Tool { constructor() { this.options = { shell: true }; } run(name) { spawn(`tool ${name} > x`, this.options); } }"), errors: interpolated },
      { code: imported('exec', "import { isIP } from 'node:net'; export function ping(host) { if (isIP(host) !== 0) throw new TypeError(host); exec(`ping -c 1 ${host} > x`, done); }"), errors: interpolated },
      { code: imported('exec', "class Pool { constructor(name) { this.name = name; } list() { exec(`zfs list ${this.name} > x`, done); } }"), errors: interpolated },
      { code: imported('exec', "import fs from 'node:fs'; const pid = fs.readFileSync('/run/x.pid', 'utf8').trim(); exec(`ps -o comm= -p ${pid} > x`, done);"), errors: interpolated },
      { code: imported('exec', "import { z } from 'zod'; const Body = z.object({ name: z.string() }); export function clone(body) { const { name } = Body.parse(body); exec(`git clone ${name} > x`, done); }"), errors: interpolated },
      { code: imported('exec', "import { z } from 'zod'; const Body = z.object({ name: z.string().regex(/^[a-z]+$/).transform(expand) }); export function clone(body) { const { name } = Body.parse(body); exec(`git clone ${name} > x`, done); }"), errors: interpolated },
      { code: "require('shelljs/global'); exec('git clone ' + process.argv[2]);", errors: interpolated },
      { code: "const { exec } = require('child_process'); const config = require('./config.json'); exec(`rsync ${config.from} > x`, done);", errors: interpolated },
      {
        code: imported('exec', 'exec(`git show ${ref}`, done);'),
        errors: [
          {
            messageId: 'interpolated',
            line: 2,
            suggestions: [
              { messageId: 'useArray', output: imported('exec, execFile', "execFile('git', ['show', ref], done);") },
            ],
          },
        ],
      },
      {
        code: "const cp = require('child_process'); cp.execSync('git show \"' + ref + ':x\" ' + files.join(' '));",
        errors: [
          {
            messageId: 'interpolated',
            suggestions: [
              {
                messageId: 'useArray',
                output: "const cp = require('child_process'); cp.execFileSync('git', ['show', `${ref}:x`, ...files]);",
              },
            ],
          },
        ],
      },
      { code: imported('exec as run', 'run(`ls ${dir} | wc`, done);'), errors: interpolated },
      { code: "import * as cp from 'child_process'; cp.exec(`ls ${dir} > x`, done);", errors: interpolated },
      { code: "import cp from 'child_process'; cp['exec'](`ls ${dir} > x`, done);", errors: interpolated },
      { code: "window.require('child_process').exec(`ls ${dir} > x`, done);", errors: interpolated },
      { code: "const { exec } = require.main.require('child_process'); exec(`ls ${dir} > x`, done);", errors: interpolated },
      { code: imported('exec', 'export function restart(name) { const known = [{ name: 1 }].find((one) => one.name !== name); if (!known) return; exec(`pm2 restart ${name} > x`, done); }'), errors: interpolated },
      { code: imported('spawn', "spawn('docker', ['exec', id, 'sh', '-c', `ls ${dir}`]);"), errors: interpolated },
      { code: imported('spawn', "spawn('wsl.exe', ['-d', DISTRO, 'bash', '-lc', command]);"), errors: whole },
      { code: "const { exec: run } = require('node:child_process'); run(`ls ${dir} > x`, done);", errors: interpolated },
      { code: "let cp; cp = require('child_process'); cp.exec(`ls ${dir} > x`, done);", errors: interpolated },
      { code: "const { exec } = await import('node:child_process'); exec(`ls ${dir} > x`, done);", errors: interpolated },
      { code: "import('child_process').then(({ exec }) => exec(`ls ${dir} > x`, done));", errors: interpolated },
      { code: "process.getBuiltinModule('child_process').exec(`ls ${dir} > x`, done);", errors: interpolated },
      {
        code: "import { promisify } from 'util'; import cp from 'child_process'; const run = promisify(cp.exec); await run(`ls ${dir}`);",
        errors: interpolated,
      },
      { code: imported('exec', 'const command = `ls ${dir}`; exec(command, done);'), errors: whole },
      { code: imported('exec', 'export const run = (command) => exec(command, done);'), errors: whole },
      {
        code: imported('execSync', "const run = (command) => execSync(command);\nrun('npm test');\nrun(`npm run ${task}`);"),
        errors: [{ messageId: 'interpolated', line: 4 }],
      },
      { code: imported('spawn', 'spawn(`ls ${dir}`, { shell: true });'), errors: interpolated },
      { code: imported('spawn', "const options = { shell: '/bin/bash' }; spawn('ls', [dir], options);"), errors: whole.map(() => interpolated[0]!) },
      { code: imported('spawn', "const win = process.platform === 'win32'; spawn('npm', [task], { shell: win });"), errors: interpolated },
      { code: imported('spawn', "spawn('sh', ['-c', `ls ${dir}`]);"), errors: interpolated },
      { code: imported('execFile', "execFile(process.env.SHELL || 'sh', ['-lc', command], done);"), errors: whole },
      { code: imported('spawnSync', "spawnSync('cmd.exe', ['/d', '/c', 'type', file]);"), errors: whole },
      { code: "import { execa } from 'execa'; await execa(`ls ${dir}`, { shell: true });", errors: interpolated },
      { code: "import { $ } from 'zx'; await $`bash -c ${command}`;", errors: whole },
      { code: "const shell = require('shelljs'); shell.exec('ls ' + dir);", errors: interpolated },
      { code: "const spawn = require('cross-spawn'); spawn.sync(`ls ${dir}`, [], { shell: true });", errors: interpolated },
      { code: imported('exec', 'exec(`ls ${JSON.stringify(dir)} > x`, done);'), errors: interpolated },
    ],
  },
  {
    valid: [
      imported('exec', 'export const log = (n: number) => exec(`git log -n ${n}`, done);'),
      imported('exec', "export function log(by: 'author' | 'date') { exec(`git log --${by}`, done); }"),
      imported('exec', "enum Mode { A = 'a', B = 'b' } exec(`run ${Mode.A}`, done);"),
      imported('exec', "const FLAGS = { a: '-a' } as const; exec(`ls ${FLAGS.a}`, done);"),
      imported('exec', "export const page = ({ id, page }: { id: number; page: number }) => exec(`pdftoppm -f ${page} ${id}.pdf`, done);"),
      imported('exec', "interface Options { readonly depth: number } export const clone = (options: Options) => exec(`git fetch --depth ${options.depth}`, done);"),
      imported('execSync', "export const versions = (tools: Array<'npm' | 'pnpm'>) => { for (const tool of tools) execSync(`${tool} --version`); };"),
      imported('exec', "type Mode = 'a' | 'b'; export const run = (mode: Mode) => exec(`run ${mode}`, done);"),
    ],
    invalid: [
      { code: imported('exec', "export const page = ({ id }: { id: string; page: number }) => exec(`pdftoppm ${id}.pdf > x`, done);"), errors: interpolated },
      { code: "import cp = require('child_process'); cp.exec(`ls ${dir} > x`, done);", errors: interpolated },
      {
        code: imported('exec', 'exec(`ls ${dir}` as string, done);'),
        errors: [
          {
            messageId: 'interpolated',
            suggestions: [
              { messageId: 'useArray', output: imported('exec, execFile', "execFile('ls', [String(dir)], done);") },
            ],
          },
        ],
      },
    ],
  },
);
