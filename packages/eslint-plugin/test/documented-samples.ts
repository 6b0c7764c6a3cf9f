import { readdirSync, readFileSync } from 'node:fs';

/** One example of a rule's page. */
export interface Sample {
  readonly rule: string;
  readonly language: 'js' | 'ts';
  readonly code: string;
  readonly incorrect: boolean;
  readonly line: number;
}

const folder = new URL('../docs/rules/', import.meta.url);

/** Every example of every page, with whether the rule is to report on it. */
export const samples: readonly Sample[] = readdirSync(folder).flatMap((file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return [...text.matchAll(/^```(js|ts)\n(.*?)^```/gms)].map(({ 1: language, 2: code, index }) => {
    const before = text.slice(0, index);
    const incorrect = before.lastIndexOf('### Incorrect') > before.lastIndexOf('### Correct');
    return { rule: file.slice(0, -'.md'.length), language: language as 'js' | 'ts', code: code!, incorrect, line: before.split('\n').length };
  });
});
