// The corpus that is written for this benchmark: what is to be said of a line stands in a comment at its end.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('written/', import.meta.url));

/** The folder as if it were one package of the corpus, with the labels of its files. */
export function writtenCorpus() {
  const labels = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.endsWith('.json')) continue;
    const file = relative(folder, path);
    for (const [index, text] of readFileSync(path, 'utf8').split('\n').entries()) {
      for (const [, verdict, rule] of text.matchAll(/\/\/ (bad|fine|unclear) (exec|check|exit)\b/g)) {
        labels.push({ file, lines: [index + 1], rule, verdict });
      }
    }
    for (const rule of ['exec', 'check', 'exit']) labels.push({ file, lines: [0], rule, verdict: 'fine' });
  }
  return [{ name: 'written', folder, labels }];
}
