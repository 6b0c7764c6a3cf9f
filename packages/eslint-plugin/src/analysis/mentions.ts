import type { Analysis } from './analysis.js';

/** True when the text has the word, or matches the pattern, anywhere. A word of up to six characters is found fastest. */
export function mentions({ sourceCode: { text } }: Analysis, word: RegExp | string): boolean {
  return typeof word === 'string' ? text.includes(word) : word.test(text);
}
