import { requireForkErrorHandling } from '../../src/rules/require-fork-error-handling.js';
import { testRule } from '../rule-testers.js';

const cp = (code: string): string => `import { exec, execFile, execSync, fork, spawn, spawnSync } from 'node:child_process';\n${code}`;
const reports = (code: string, messageId: 'clusterExit' | 'noError' | 'noExit' | 'nothing') => ({ code, errors: [{ messageId }] });

testRule(
  'require-fork-error-handling',
  requireForkErrorHandling,
  {
    valid: [
      cp("const worker = fork('./w.js'); worker.on('error', fail); worker.on('exit', restart);"),
      cp("const worker = fork('./w.js').on('error', fail).once('close', restart);"),
      cp("export const start = () => fork('./w.js');"),
      cp("const workers = names.map((name) => fork(name));"),
      cp("class A { start() { this.worker = fork('./w.js'); this.worker.on('error', fail); this.worker.on('exit', fail); } }"),
      cp("class A { start() { this.worker = fork('./w.js'); } }"),
      cp("fork('./w.js', { detached: true, stdio: 'ignore' }).unref();"),
      cp("const worker = fork('./w.js'); watch(worker);"),
      "import cluster from 'node:cluster'; export const start = (env) => cluster.fork(env);",
      "import cluster from 'node:cluster'; class Spawner { #worker; spawn() { this.#worker = cluster.fork(); return this.#worker.process; } }",
      "import cluster from 'node:cluster'; cluster.on('exit', () => cluster.fork()); cluster.fork();",
      "git.fork('repository');",
    ],
    invalid: [
      reports(cp("fork('./w.js');"), 'nothing'),
      reports(cp("const worker = fork('./w.js'); worker.send(job);"), 'nothing'),
      reports(cp("const worker = fork('./w.js'); worker.on('message', take); worker.on('error', fail);"), 'noExit'),
      reports(cp("const worker = fork('./w.js'); worker.on('exit', restart);"), 'noError'),
      reports(cp("class A { start() { this.worker = fork('./w.js'); this.worker.on('message', take); } }"), 'noExit'),
      reports("const { fork: start } = require('child_process'); const worker = start('./w.js'); worker.on('exit', restart);", 'noError'),
      reports("import cluster from 'cluster'; for (const cpu of cpus()) cluster.fork();", 'clusterExit'),
      reports("const cluster = require('node:cluster'); cluster.fork(); process.on('exit', log);", 'clusterExit'),
    ],
  },
  {
    valid: [],
    invalid: [
      reports(cp("const worker: ChildProcess = fork('./w.js'); worker.on('exit', restart);"), 'noError'),
    ],
  },
);
