import { checkOutputs, OutputSpecError, type OutputSpec } from './output-spec.js';
import { DEFAULT_PRESET, type Presets } from './presets.js';

/** What a request says about its outputs; numbers may be text, as in a query. */
export type OutputParameters = Readonly<Record<string, string | undefined>>;

/** A preset that does not exist. */
export class UnknownPresetError extends OutputSpecError {}

const FREE = ['width', 'height', 'fit', 'format', 'quality'] as const;

/**
 * The outputs that a request wants: those of its presets (`preset=web,preview`), one of free parameters
 * (`width=800&format=avif`), and those that are listed (`outputs=[…]`).
 *
 * @throws OutputSpecError
 */
export function wantedOutputs(parameters: OutputParameters, presets: Presets, maxPixels: number): readonly OutputSpec[] {
  const free = freeOutput(parameters);
  const listed = listedOutputs(parameters['outputs']);
  const names = parameters['preset'] ?? (free.length + listed.length === 0 ? DEFAULT_PRESET : '');
  const preset = names.split(',').filter(Boolean).map((name) => presetOf(name, presets));
  return checkOutputs([...preset, ...free, ...listed], maxPixels);
}

function presetOf(name: string, presets: Presets): OutputSpec {
  const output = presets.get(name);
  if (output !== undefined) return output;
  throw new UnknownPresetError(`there is no preset ${JSON.stringify(name)}; there are: ${presets.names.join(', ')}`);
}

function freeOutput(parameters: OutputParameters): object[] {
  const given = FREE.filter((name) => parameters[name] !== undefined);
  const { crop } = parameters;
  if (given.length === 0 && crop === undefined) return [];
  return [{ name: 'custom', ...Object.fromEntries(given.map((name) => [name, parameters[name]])), ...(crop === undefined ? {} : { crop: parseCrop(crop) }) }];
}

function parseCrop(text: string): object {
  if (!/^\d+(,\d+){3}$/.test(text)) throw new OutputSpecError(`crop is ${JSON.stringify(text)}; expected left,top,width,height in pixels`);
  const [left, top, width, height] = text.split(',').map(Number);
  return { left, top, width, height };
}

function listedOutputs(text: string | undefined): unknown[] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch {
    // Said below, as for everything else that is no list.
  }
  throw new OutputSpecError('outputs must be a JSON array, such as [{"name":"small","width":200}]');
}
