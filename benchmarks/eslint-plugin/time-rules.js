// Lints every file of the packages and prints how long the parser took, and how long the rules.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import childproof from '@childproof/eslint-plugin';
import { Linter } from 'eslint';
import * as espree from 'espree';
import { packagesOf } from './corpus.js';

/** Each file is linted this often, and its shortest times count: the machine does other work, too. */
const PASSES = 3;

/** Times the rules of these names on the packages of these halves. */
export function timeRules(names, halves) {
  let parsing = 0;
  let ruling = 0;
  const timed = (work) => (...args) => {
    const before = performance.now();
    const result = work(...args);
    ruling += performance.now() - before;
    return result;
  };
  const rules = Object.fromEntries(
    names.map((name) => {
      const rule = childproof.rules[name];
      const create = timed((context) => rule.create(context));
      return [name, { ...rule, create: (context) => Object.fromEntries(Object.entries(create(context)).map(([key, listener]) => [key, timed(listener)])) }];
    }),
  );
  const parser = {
    ...espree,
    parse(code, options) {
      const before = performance.now();
      try {
        return espree.parse(code, options);
      } finally {
        parsing += performance.now() - before;
      }
    },
  };
  const config = (sourceType) => ({
    files: ['**/*.{js,mjs,cjs}'],
    plugins: { childproof: { rules } },
    languageOptions: { parser, sourceType },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: Object.fromEntries(names.map((name) => [`childproof/${name}`, 'error'])),
  });
  const sources = halves.flatMap((half) => packagesOf(half)).flatMap(({ folder }) => filesOf(folder));
  const best = sources.map(() => ({ parsing: Infinity, ruling: Infinity }));
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [index, { filename, code, sourceType }] of sources.entries()) {
      parsing = ruling = 0;
      new Linter({ cwd: '/' }).verify(code, [config(sourceType)], { filename, allowInlineConfig: false });
      best[index].parsing = Math.min(best[index].parsing, parsing);
      best[index].ruling = Math.min(best[index].ruling, ruling);
    }
  }
  const share = (isCounted) => {
    const counted = best.filter((_, index) => isCounted(sources[index]));
    const sum = (key) => counted.reduce((total, one) => total + one[key], 0);
    return { files: counted.length, 'parse ms': sum('parsing'), 'rules ms': sum('ruling'), '% of parse': (sum('ruling') / sum('parsing')) * 100 };
  };
  // As most files of most projects are.
  const others = share(({ code }) => !code.includes('process'));
  console.log(JSON.stringify({ ...share(() => true), '% of parse, no "process" in the file': others['% of parse'] }));
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?js$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((filename) => ({ filename, code: readFileSync(filename, 'utf8') }))
    .filter(({ code }) => code.length < 500_000)
    .map((source) => ({ ...source, sourceType: /^\s*(import|export)\s/m.test(source.code) ? 'module' : 'commonjs' }));
}
