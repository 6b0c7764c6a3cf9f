import * as childProcess from 'node:child_process';
import util from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

const execAsync = util.promisify(childProcess.exec);
const { promisify } = util;
const runFile = promisify(childProcess.execFile);

export async function isClean(dir) {
  const { stdout } = await execAsync('git status --porcelain', { cwd: dir }); // fine exec: constant
  return stdout === '';
}

export async function tag(name) {
  await execAsync(`git tag ${name}`); // bad exec: a name
}

export async function show(ref) {
  const { stdout } = await runFile('git', ['show', ref]); // fine exec: no shell
  return stdout;
}

export function prefetch() {
  execAsync('git fetch --all'); // bad check: floating promise
}

export function prefetchSafely() {
  execAsync('git fetch --all').catch((error) => console.warn(error)); // fine check: caught
}

export async function both(a, b) {
  return Promise.all([execAsync(`ls ${JSON.stringify(a)}`), runFile('ls', [b])]); // bad exec: JSON is no quoting
}

export async function retry(command, attempts = 3) {
  for (let i = 0; i < attempts; i++) {
    try {
      return await execAsync(command); // bad exec: any text
    } catch {
      await sleep(100 * i);
    }
  }
  throw new Error('gave up');
}

const sh = (strings, ...values) => execAsync(String.raw({ raw: strings }, ...values)); // bad exec: any text
export const list = (dir) => sh`ls ${dir}`; // unclear exec: the tag's caller
