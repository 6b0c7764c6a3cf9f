import { noAsyncExitHandler } from '../../src/rules/no-async-exit-handler.js';
import { testRule } from '../rule-testers.js';

const reports = (code: string, messageId: 'asyncHandler' | 'unfinished') => ({ code, errors: [{ messageId }] });

testRule(
  'no-async-exit-handler',
  noAsyncExitHandler,
  {
    valid: [
      "import fs from 'node:fs'; process.on('exit', () => fs.rmSync('pid'));",
      "process.on('exit', (code) => { log(code); });",
      "process.on('exit', async () => { log('ended'); });",
      "process.on('beforeExit', async () => { await flush(); });",
      "process.on('SIGTERM', async () => { await close(); });",
      "child.on('exit', async () => { await restart(); });",
      "import { spawn } from 'node:child_process'; process.on('exit', () => { spawn('notify', { detached: true }).unref(); });",
      "import { execSync } from 'node:child_process'; process.on('exit', () => execSync('rm -rf tmp'));",
      "process.on('exit', () => { later = () => setTimeout(run, 5); });",
      "import { onExit } from 'signal-exit'; onExit(() => server.close());",
    ],
    invalid: [
      reports("process.on('exit', async () => { await flush(); });", 'asyncHandler'),
      reports("async function stop() { await db.end(); }\nprocess.once('exit', stop);", 'asyncHandler'),
      reports("async function stop() { await db.end(); }\nprocess.on('exit', () => { stop(); });", 'unfinished'),
      reports("process.on('exit', () => { save().then(() => log('saved')); });", 'unfinished'),
      reports("process.on('exit', () => setTimeout(log, 100));", 'unfinished'),
      reports("import fs from 'fs'; process.on('exit', () => fs.writeFile('state', text, (error) => log(error)));", 'unfinished'),
      reports("import { rm } from 'node:fs/promises'; process.on('exit', () => rm('tmp'));", 'unfinished'),
      reports("import { exec } from 'child_process'; process.addListener('exit', () => { exec('rm -rf tmp', done); });", 'unfinished'),
      reports("import { onExit } from 'signal-exit'; onExit(async () => { await flush(); });", 'asyncHandler'),
      reports("import process from 'process'; const event = 'exit'; process.on(event, async () => { await flush(); });", 'asyncHandler'),
    ],
  },
  {
    valid: [],
    invalid: [
      reports("process.on('exit', (async (): Promise<void> => { await flush(); }) as () => void);", 'asyncHandler'),
    ],
  },
);
