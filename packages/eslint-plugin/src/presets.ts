import type { ESLint, Linter } from 'eslint';
import { rules } from './rules.js';

/** The presets by name; each is one flat-config object. */
export interface Presets {
  /** What is nearly never wrong. */
  readonly recommended: Linter.Config;
  /** Every rule. */
  readonly strict: Linter.Config;
}

const RECOMMENDED: readonly (keyof typeof rules)[] = [
  'no-async-exit-handler',
  'no-command-string-split',
  'no-continue-after-uncaught',
  'no-interpolated-exec',
  'no-killed-as-dead',
  'no-process-exit-in-server',
  'no-signal-listener-removal',
  'no-sync-child-in-request',
  'require-exit-check',
];

/** Where `strict` asks for more than a rule's defaults do. */
const STRICTER: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'no-continue-after-uncaught': { unhandledRejection: true },
};

/** A preset holds the plugin itself, so that it works without a `plugins` entry of the user's own. */
export function presetsOf(plugin: ESLint.Plugin): Presets {
  const preset = (name: string, names: readonly string[], options: typeof STRICTER = {}): Linter.Config => ({
    name: `childproof/${name}`,
    plugins: { childproof: plugin },
    rules: Object.fromEntries(names.map((rule) => [`childproof/${rule}`, options[rule] === undefined ? 'error' : ['error', options[rule]]])),
  });
  return { recommended: preset('recommended', RECOMMENDED), strict: preset('strict', Object.keys(rules), STRICTER) };
}
