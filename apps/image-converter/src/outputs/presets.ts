import { readFileSync } from 'node:fs';
import { StartError } from '../exit-codes.js';
import { checkOutputs, OutputSpecError, type OutputSpec } from './output-spec.js';

/** Outputs that have a name. */
export interface Presets {
  readonly names: readonly string[];
  get(name: string): OutputSpec | undefined;
}

export const DEFAULT_PRESET = 'web';

const BUILT_IN: Readonly<Record<string, Omit<OutputSpec, 'name'>>> = {
  web: { width: 1_600, height: 1_600, fit: 'inside', format: 'webp', quality: 80 },
  thumbnail: { width: 400, height: 400, fit: 'inside', format: 'jpeg', quality: 80 },
  avatar: { width: 256, height: 256, fit: 'cover', format: 'webp', quality: 85 },
  print: { width: 4_000, height: 4_000, fit: 'inside', format: 'jpeg', quality: 92 },
  preview: { width: 320, height: 320, fit: 'inside', format: 'webp', quality: 75 },
};

/**
 * The built-in presets, and those of a JSON file: `{ "hero": { "width": 2400, "format": "avif", "quality": 60 } }`.
 *
 * One of the file takes the place of a built-in one of the same name.
 *
 * @throws StartError exit code 71, naming the preset and what is wrong with it.
 */
export function loadPresets(file: string | undefined, maxPixels: number): Presets {
  const presets = new Map<string, OutputSpec>();
  const all = { ...BUILT_IN, ...(file === undefined ? {} : readPresets(file)) };
  for (const [name, settings] of Object.entries(all)) {
    try {
      const [output] = checkOutputs([{ ...settings, name }], maxPixels);
      presets.set(name, output!);
    } catch (cause) {
      if (!(cause instanceof OutputSpecError)) throw cause;
      throw new StartError('config', `PRESETS_FILE: preset ${JSON.stringify(name)}: ${cause.message.replace(/^outputs\/0\/?/, '')}`, { cause });
    }
  }
  return { names: [...presets.keys()], get: (name) => presets.get(name) };
}

function readPresets(file: string): Record<string, object> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new StartError('config', `PRESETS_FILE ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject(content) && Object.values(content).every(isObject)) return content as Record<string, object>;
  throw new StartError('config', `PRESETS_FILE ${file} must hold an object of objects, such as { "hero": { "width": 2400 } }`);
}
