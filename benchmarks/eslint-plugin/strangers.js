// The corpus that strangers to the rules wrote, to find out whether they generalise: programs of one to three files, kept as
// text with the labels of each file before its code, and written to a folder of their own to be linted.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The sets, each as if it were one package of the corpus. */
export function strangersCorpus() {
  return ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'].map((name) => unpacked(name));
}

function unpacked(name) {
  const folder = join(tmpdir(), 'childproof-corpus', `strangers-${name}`);
  rmSync(folder, { recursive: true, force: true });
  const labels = [];
  for (const part of readFileSync(new URL(`strangers/${name}.txt`, import.meta.url), 'utf8').split(/^=== (?=\d+-)/m).slice(1)) {
    const lines = part.split('\n');
    const file = lines.shift();
    for (const rule of ['exec', 'check', 'exit']) labels.push({ file, lines: [0], rule, verdict: 'fine' });
    while (lines[0]?.startsWith('=== ')) {
      const [, at, rule, verdict] = lines.shift().split(' ');
      labels.push({ file, lines: at.split('|').map(Number), rule, verdict });
    }
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), lines.join('\n'));
  }
  return { name: `strangers, ${name} set`, folder, labels: labels.filter(({ file }) => !file.endsWith('.json')) };
}
