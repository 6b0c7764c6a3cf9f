import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { plugin } from '../src/plugin.js';

const config: Linter.Config = { plugins: { childproof: plugin }, rules: { 'childproof/no-interpolated-exec': 'error' } };

it.each([
  "import { exec } from 'child_process'; exec(`git show ${ref}`, { cwd }, done);",
  "import { exec, execFile } from 'child_process'; exec(`git log --author=\"${name}\" -n 5`, done);",
  "const { execSync } = require('child_process'); execSync('rm -r ' + dir, { stdio: 'inherit' });",
  "import * as cp from 'child_process'; cp.execSync(`git add ${files.join(' ')} 'a b'`);",
])('the suggested code parses and passes the rule: %s', (code) => {
  const [message] = new Linter().verify(code, [config]);
  const { range, text } = message!.suggestions![0]!.fix;
  expect(new Linter().verify(code.slice(0, range[0]) + text + code.slice(range[1]), [config])).toEqual([]);
});

it.each([
  "import { exec } from 'child_process'; exec(`cat ${file} | wc`, done);",
  "import { exec } from 'child_process'; exec(`cd ${dir}`, done);",
  "import { exec } from 'child_process'; exec(`ls $HOME ${dir}`, done);",
  "import { exec } from 'child_process'; exec(`${command} --version`, done);",
  "import { exec } from 'child_process'; const execFile = 1; exec(`ls ${dir}`, done);",
])('suggests nothing where a shell is needed, or the name is taken: %s', (code) => {
  const [message] = new Linter().verify(code, [config]);
  expect(message!.suggestions ?? []).toEqual([]);
});
