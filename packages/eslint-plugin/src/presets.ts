import type { ESLint, Linter } from 'eslint';
import { rules } from './rules.js';

/** The presets by name; each is one flat-config object. */
export interface Presets {
  /** What is nearly never wrong. */
  readonly recommended: Linter.Config;
  /** Every rule. */
  readonly strict: Linter.Config;
}

const RECOMMENDED: readonly (keyof typeof rules)[] = ['no-interpolated-exec', 'require-exit-check', 'no-process-exit-in-server'];

/** A preset holds the plugin itself, so that it works without a `plugins` entry of the user's own. */
export function presetsOf(plugin: ESLint.Plugin): Presets {
  const preset = (name: string, names: readonly string[]): Linter.Config => ({
    name: `childproof/${name}`,
    plugins: { childproof: plugin },
    rules: Object.fromEntries(names.map((rule) => [`childproof/${rule}`, 'error'])),
  });
  return { recommended: preset('recommended', RECOMMENDED), strict: preset('strict', Object.keys(rules)) };
}
