import { noExitWithoutClose } from '../../src/rules/no-exit-without-close.js';
import { testRule } from '../rule-testers.js';

const cp = (code: string): string => `import { exec, execFile, execSync, fork, spawn, spawnSync } from 'node:child_process';\n${code}`;
const reports = (code: string, output?: string) => ({
  code: cp(code),
  errors: [{ messageId: 'outputLost' as const, suggestions: output === undefined ? [] : [{ messageId: 'useClose' as const, output: cp(output) }] }],
});

testRule(
  'no-exit-without-close',
  noExitWithoutClose,
  {
    valid: [
      cp("const child = spawn('ls'); child.stdout.on('data', take); child.on('close', (code) => done(code));"),
      cp("const child = spawn('ls', { stdio: 'inherit' }); child.on('exit', (code) => done(code));"),
      cp("const child = spawn('ls'); child.stdout.on('data', take); child.stdout.on('end', done); child.on('exit', (code) => { result = code; });"),
      cp("const child = spawn('ls'); child.stdout.on('data', take); child.on('exit', () => console.log('gone'));"),
      cp("const child = spawn('ls'); child.stdout.on('data', take); child.on('exit', (code) => log(code)); child.on('close', done);"),
      cp("const child = spawn('ls'); child.stdout.on('data', take); watch(child);"),
      cp("const worker = fork('./w.js', { silent: true }); worker.stdout.on('data', take); worker.on('exit', (code) => done(code)); worker.disconnect();"),
    ],
    invalid: [
      reports(
        "let out = ''; const child = spawn('ls'); child.stdout.on('data', (chunk) => { out += chunk; }); child.on('exit', (code) => done(code, out));",
        "let out = ''; const child = spawn('ls'); child.stdout.on('data', (chunk) => { out += chunk; }); child.on('close', (code) => done(code, out));",
      ),
      reports(
        "const child = spawn('ls'); child.stderr.setEncoding('utf8').on('data', take); child.once(\"exit\", () => resolve());",
        "const child = spawn('ls'); child.stderr.setEncoding('utf8').on('data', take); child.once(\"close\", () => resolve());",
      ),
      reports(
        "import { once } from 'node:events'; const child = spawn('ls'); child.stdout.on('data', take); const [code] = await once(child, 'exit');",
        "import { once } from 'node:events'; const child = spawn('ls'); child.stdout.on('data', take); const [code] = await once(child, 'close');",
      ),
      reports(
        "const worker = fork('./w.js', { silent: true }); worker.stdout.on('data', take); worker.on('exit', (code) => done(code));",
        "const worker = fork('./w.js', { silent: true }); worker.stdout.on('data', take); worker.on('close', (code) => done(code));",
      ),
      reports("const END = 'exit'; const child = spawn('ls'); child.stdout.on('data', take); child.on(END, (code) => done(code));"),
    ],
  },
  {
    valid: [],
    invalid: [
      reports(
        "const child = spawn('ls'); child.stdout!.on('data', take); child.on('exit', (code: number | null): void => done(code));",
        "const child = spawn('ls'); child.stdout!.on('data', take); child.on('close', (code: number | null): void => done(code));",
      ),
    ],
  },
);
