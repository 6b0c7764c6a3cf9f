import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import childproof from '@childproof/eslint-plugin';
import { Linter } from 'eslint';
import { packagesOf } from './eslint-plugin/corpus.js';
const per = {}; const perFile = [];
const rules = Object.fromEntries(Object.entries(childproof.rules).map(([name, rule]) => [name, { ...rule, create: (c) => { const b = performance.now(); const l = rule.create(c); per[name] = (per[name] ?? 0) + performance.now() - b; return Object.fromEntries(Object.entries(l).map(([k, f]) => [k, (...a) => { const b = performance.now(); try { f(...a); } finally { const t = performance.now() - b; per[name] += t; cur += t; } }])); } }]));
let cur = 0;
for (const { folder } of [...packagesOf('seen'), ...packagesOf('held-out')]) for (const e of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!e.isFile() || !/\.[cm]?js$/.test(e.name)) continue;
  const filename = join(e.parentPath, e.name); const code = readFileSync(filename, 'utf8'); if (code.length > 500000) continue;
  cur = 0;
  new Linter({ cwd: folder }).verify(code, [{ files: ['**/*.{js,mjs,cjs}'], plugins: { childproof: { rules } }, languageOptions: { sourceType: /^\s*(import|export)\s/m.test(code) ? 'module' : 'commonjs' }, rules: Object.fromEntries(Object.keys(rules).map((n) => ['childproof/' + n, 'error'])) }], { filename });
  perFile.push([cur, filename, code.length]);
}
console.log(Object.entries(per).sort((a, b) => b[1] - a[1]).map(([n, t]) => n + ' ' + t.toFixed(0)).join('\n'));
perFile.sort((a, b) => b[0] - a[0]); console.log(perFile.slice(0, 12).map(([t, f, l]) => t.toFixed(1) + ' ' + l + ' ' + f.slice(25)).join('\n')); console.log(perFile.reduce((a, [t]) => a + t, 0));
