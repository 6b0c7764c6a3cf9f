import { type Analysis, once } from './analysis.js';

/** True when the text has the word, or matches the pattern, anywhere. A word of up to six characters is found fastest. */
export function mentions({ sourceCode: { text } }: Analysis, word: RegExp | string): boolean {
  return typeof word === 'string' ? text.includes(word) : word.test(text);
}

/** False for a file without the running process. */
export function mentionsProcess(analysis: Analysis): boolean {
  return once(analysis, namesProcess);
}

function namesProcess({ sourceCode: { text } }: Analysis): boolean {
  // Without its first letter: V8 looks for up to six characters twice as fast as for more.
  return text.includes('rocess');
}
