import type { ESLint } from 'eslint';
import packageJson from '../package.json' with { type: 'json' };
import { type Presets, presetsOf } from './presets.js';
import { rules } from './rules.js';

/** What `@childproof/eslint-plugin` exports: rules, and presets for a flat `eslint.config.js`. */
export interface Plugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly configs: Presets & NonNullable<ESLint.Plugin['configs']>;
}

const base: ESLint.Plugin = {
  meta: { name: packageJson.name, version: packageJson.version, namespace: 'childproof' },
  // ESLint's types and typescript-eslint's describe one and the same rule in two ways.
  rules: rules as unknown as NonNullable<ESLint.Plugin['rules']>,
};

export const plugin = Object.assign(base, { configs: presetsOf(base) }) as Plugin;
