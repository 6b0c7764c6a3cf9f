/** One output of a preset. */
export interface OutputSpec {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly fit: 'inside' | 'cover';
  readonly format: 'webp' | 'jpeg';
  readonly quality: number;
}

/** Every result has this beside what its preset asks for; the page shows it. */
const PREVIEW: OutputSpec = { name: 'preview', width: 320, height: 320, fit: 'inside', format: 'webp', quality: 75 };

const MAIN: Readonly<Record<string, Omit<OutputSpec, 'name'>>> = {
  web: { width: 1_600, height: 1_600, fit: 'inside', format: 'webp', quality: 80 },
  thumbnail: { width: 400, height: 400, fit: 'inside', format: 'jpeg', quality: 80 },
  avatar: { width: 256, height: 256, fit: 'cover', format: 'webp', quality: 85 },
  print: { width: 4_000, height: 4_000, fit: 'inside', format: 'jpeg', quality: 92 },
};

export const PRESET_NAMES: readonly string[] = Object.keys(MAIN);
export const DEFAULT_PRESET = 'web';

/** The outputs of a preset, the main one first; `undefined` for an unknown name. */
export function presetOutputs(preset: string): readonly [OutputSpec, ...OutputSpec[]] | undefined {
  const main = Object.hasOwn(MAIN, preset) ? MAIN[preset] : undefined;
  return main === undefined ? undefined : [{ name: 'image', ...main }, PREVIEW];
}
