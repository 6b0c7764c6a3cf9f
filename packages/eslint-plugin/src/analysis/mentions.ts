import type { SourceCode } from './analysis.js';

/** What a rule is given, as far as a glance at the file's text needs it. */
interface Context {
  readonly sourceCode: SourceCode;
}

/** What a file's text names. To look at the text takes a hundredth of what the parser took, to look at the tree far more. */
interface Mentions {
  readonly text: string;
  /** Any of the modules that the rules are about. */
  module: boolean | undefined;
  /** The running process, as a global or a module. */
  process: boolean | undefined;
}

/** Also one whose name is put together, as in `'child_' + 'process'`. */
const STARTERS =
  'child_|(?:execa|cross-spawn|tinyexec|nano-spawn|shelljs|zx|mz/child_process|child-process-promise|promisify-child-process|@npmcli/promise-spawn|@childproof/core-spawn)[\'"`]';
const STARTER = new RegExp(`['"\`](?:node:)?(?:${STARTERS})`);
const OTHER = /['"`](?:node:)?(?:cluster|signal-exit|exit-hook)['"`]/;
const MODULE = new RegExp(`['"\`](?:node:)?(?:${STARTERS}|(?:cluster|signal-exit|exit-hook)['"\`])`);

/** Of the file that was asked about last: all rules ask about one file after the other. */
let latest: Mentions = { text: '', module: undefined, process: undefined };

function mentionsOf({ sourceCode: { text } }: Context): Mentions {
  if (latest.text !== text) latest = { text, module: undefined, process: undefined };
  return latest;
}

function mentionsModule(context: Context): boolean {
  const known = mentionsOf(context);
  return (known.module ??= MODULE.test(known.text));
}

/** False for a file that starts no process by any module that is known to. */
export function mentionsStarter(context: Context): boolean {
  return mentionsModule(context) && STARTER.test(context.sourceCode.text);
}

/** True for a file that names one of the other modules which the rules are about: cluster, signal-exit, exit-hook. */
export function mentionsOther(context: Context): boolean {
  return mentionsModule(context) && OTHER.test(context.sourceCode.text);
}

/** False for a file without the running process. */
export function mentionsProcess(context: Context): boolean {
  const known = mentionsOf(context);
  // Without its first letter: V8 looks for up to six characters twice as fast as for more.
  return (known.process ??= known.text.includes('rocess'));
}

/** True when the text has the word, or matches the pattern, anywhere. A word of up to six characters is found fastest. */
export function mentions({ sourceCode: { text } }: Context, word: RegExp | string): boolean {
  return typeof word === 'string' ? text.includes(word) : word.test(text);
}
