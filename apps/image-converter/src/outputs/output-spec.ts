import { Ajv, type JSONSchemaType } from 'ajv';

/** What is wanted of an image: one file of the result. */
export interface OutputSpec {
  /** Names the file; unique among the outputs of a job. */
  readonly name: string;
  /** Pixels; without one of the two the shape of the image decides, without both its size. */
  readonly width?: number;
  readonly height?: number;
  readonly fit: (typeof FITS)[number];
  readonly format: (typeof FORMATS)[number];
  /** 1 to 100; PNG is lossless and has none. */
  readonly quality: number;
  /** Cut out of the upright image, in its own pixels, before anything is resized. */
  readonly crop?: Crop;
}

interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const FITS = ['inside', 'cover', 'contain', 'fill', 'outside'] as const;
const FORMATS = ['jpeg', 'png', 'webp', 'avif'] as const;
const MAX_OUTPUTS = 8;
/** The most that WebP can. */
const MAX_SIDE = 16_383;

const side = { type: 'integer', minimum: 1, maximum: MAX_SIDE } as const;
const offset = { type: 'integer', minimum: 0, maximum: 1_000_000 } as const;

const schema: JSONSchemaType<OutputSpec> = {
  type: 'object',
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,31}$' },
    width: { ...side, nullable: true },
    height: { ...side, nullable: true },
    fit: { type: 'string', enum: FITS, default: 'inside' },
    format: { type: 'string', enum: FORMATS, default: 'webp' },
    quality: { type: 'integer', minimum: 1, maximum: 100, default: 80 },
    crop: {
      type: 'object',
      properties: { left: offset, top: offset, width: side, height: side },
      required: ['left', 'top', 'width', 'height'],
      additionalProperties: false,
      nullable: true,
    },
  },
  required: ['name', 'fit', 'format', 'quality'],
  additionalProperties: false,
};

const ajv = new Ajv({ useDefaults: true, coerceTypes: true });
const validate = ajv.compile<OutputSpec[]>({ type: 'array', items: schema, minItems: 1, maxItems: MAX_OUTPUTS });

/** Wishes as they came from outside. */
export class OutputSpecError extends Error {
  override readonly name = 'OutputSpecError';
}

/**
 * Checks outputs that came from outside, and fills in what they leave out.
 *
 * @param maxPixels The most that one output may have: a small image must not become a large one.
 * @throws OutputSpecError naming the field and what is expected of it.
 */
export function checkOutputs(value: unknown, maxPixels: number): readonly OutputSpec[] {
  const outputs: unknown = structuredClone(value);
  if (!validate(outputs)) {
    const [error] = validate.errors ?? [];
    const extra = (error?.params as { additionalProperty?: string } | undefined)?.additionalProperty;
    const allowed = (error?.params as { allowedValues?: string[] } | undefined)?.allowedValues;
    const detail = extra ?? allowed?.join(', ');
    throw new OutputSpecError(`outputs${error?.instancePath ?? ''} ${error?.message ?? 'is wrong'}${detail === undefined ? '' : `: ${detail}`}`);
  }
  const names = outputs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new OutputSpecError(`outputs has two of the name ${JSON.stringify(twice)}`);
  for (const { name, width = 1, height = 1 } of outputs) {
    if (width * height > maxPixels) throw new OutputSpecError(`outputs: ${name} would have more than ${maxPixels} pixels`);
  }
  return outputs;
}

export function extensionOf(format: OutputSpec['format']): string {
  return format === 'jpeg' ? 'jpg' : format;
}
