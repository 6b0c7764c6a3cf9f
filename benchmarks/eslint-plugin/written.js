// The corpus that is written for this benchmark: what is to be said of a line stands in a comment at its end. The programs are
// kept as text, since they are none of this repository's own, and written to a folder of their own to be linted.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('written/', import.meta.url));
const folder = join(tmpdir(), 'childproof-corpus', 'written');

/** The folder as if it were one package of the corpus, with the labels of its files. */
export function writtenCorpus() {
  rmSync(folder, { recursive: true, force: true });
  const labels = [];
  for (const name of readdirSync(source, { recursive: true })) {
    if (!name.endsWith('.txt')) continue;
    const file = name.slice(0, -'.txt'.length);
    const code = readFileSync(join(source, name), 'utf8');
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
    if (file.endsWith('.json')) continue;
    for (const [index, text] of code.split('\n').entries()) {
      for (const [, verdict, rule] of text.matchAll(/\/\/ (bad|fine|unclear) (exec|check|exit)\b/g)) {
        labels.push({ file, lines: [index + 1], rule, verdict });
      }
    }
    for (const rule of ['exec', 'check', 'exit']) labels.push({ file, lines: [0], rule, verdict: 'fine' });
  }
  return [{ name: 'written', folder, labels }];
}
