import { noCommandStringSplit } from '../../src/rules/no-command-string-split.js';
import { testRule } from '../rule-testers.js';

const cp = (code: string): string => `import { exec, execFile, execSync, fork, spawn, spawnSync } from 'node:child_process';\n${code}`;
const reports = (code: string, messageId: 'split') => ({ code, errors: [{ messageId }] });

testRule(
  'no-command-string-split',
  noCommandStringSplit,
  {
    valid: [
      cp("spawn('git', ['show', ref]);"),
      cp("spawn('git', 'show -p HEAD'.split(' '));"),
      cp("spawn('cat', list.split('\\n'));"),
      cp("spawn('cat', list.split(','));"),
      cp("const [name] = title.split(' '); log(name); spawn('ls');"),
      cp("import { parse } from 'shell-quote'; const [file, ...args] = parse(command); spawn(file, args);"),
      cp("const DEFAULT = 'tsc --watch'; const [file, ...args] = DEFAULT.split(' '); spawn(file, args);"),
      "const [file, ...args] = command.split(' '); spawn(file, args);",
    ],
    invalid: [
      reports(cp("const [file, ...args] = command.split(' '); spawn(file, args);"), 'split'),
      reports(cp("const parts = command.split(' '); spawn(parts[0], parts.slice(1));"), 'split'),
      reports(cp("const args = command.trim().split(/\\s+/); const file = args.shift(); spawnSync(file, args);"), 'split'),
      reports(cp("execFile('git', command.split(' '), done);"), 'split'),
      reports(cp("spawn('ffmpeg', ['-i', input, ...flags.split(' ')]);"), 'split'),
      reports(cp("spawn('ffmpeg', ['-i', input].concat(flags.split(' ')));"), 'split'),
      reports("import { execa } from 'execa'; const [file, ...args] = command.split(' ').filter(Boolean); await execa(file, args);", 'split'),
      reports(cp("let file, args; [file, ...args] = command.split(' '); spawn(file, args);"), 'split'),
    ],
  },
  {
    valid: [],
    invalid: [
      reports(cp("const [file, ...args] = command.split(' ') as [string, ...string[]]; spawn(file!, args);"), 'split'),
    ],
  },
);
