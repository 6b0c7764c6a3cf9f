import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const guide = readFileSync(new URL('../../../docs/guides/shutdown.md', import.meta.url), 'utf8');
const recipes = new Map([...guide.matchAll(/<!-- recipe: (\S+) -->\n```js\n([^]*?)```/g)].map(([, name, code]) => [name!, code!]));

test('the guide shows every recipe, exactly as it runs', () => {
  const programs = readdirSync(new URL('../src/', import.meta.url));
  expect([...recipes.keys()].sort()).toEqual(programs.sort());
  for (const name of programs) expect(recipes.get(name)).toBe(readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8'));
});
