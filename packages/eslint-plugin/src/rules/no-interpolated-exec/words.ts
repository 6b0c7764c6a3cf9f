import type { TSESTree } from '@typescript-eslint/utils';

/** One argument of a command line, in pieces of constant text and expressions. */
export type Word = readonly (string | TSESTree.Expression)[];

/** Anything that a shell treats as more than text, outside of quotes. */
const SPECIAL = /[|&;<>()$`\\*?[\]#~!{}\n]/;
/** The same inside double quotes, where most characters are only text. */
const SPECIAL_IN_QUOTES = /[$`\\!\n]/;

/**
 * Splits a command line as a shell would, or gives up with `undefined` where that takes a shell: pipes, variables,
 * globs, redirections.
 */
export function splitWords(pieces: readonly (string | TSESTree.Expression)[]): Word[] | undefined {
  const words: (string | TSESTree.Expression)[][] = [];
  let word: (string | TSESTree.Expression)[] | undefined;
  let quote: string | undefined;
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      if (word === undefined) words.push((word = []));
      word.push(piece);
      continue;
    }
    for (const character of piece) {
      if (quote === undefined && /\s/.test(character) && character !== '\n') {
        word = undefined;
        continue;
      }
      if ((quote === undefined ? SPECIAL : quote === '"' ? SPECIAL_IN_QUOTES : /\n/).test(character)) return undefined;
      if (word === undefined) words.push((word = []));
      if (character === quote) quote = undefined;
      else if (quote === undefined && (character === '"' || character === "'")) quote = character;
      else append(word, character);
    }
  }
  return quote === undefined ? words : undefined;
}

function append(word: (string | TSESTree.Expression)[], text: string): void {
  const last = word.at(-1);
  if (typeof last === 'string') word[word.length - 1] = last + text;
  else word.push(text);
}
