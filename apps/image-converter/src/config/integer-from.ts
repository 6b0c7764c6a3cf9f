import { StartError } from '../exit-codes.js';

interface Range {
  readonly min: number;
  readonly max?: number;
  readonly fallback: number;
}

/** An environment variable as an integer. @throws StartError naming the variable, the value and the range. */
export function integerFrom(env: NodeJS.ProcessEnv, name: string, { min, max = 2_147_483_647, fallback }: Range): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new StartError('config', `${name} is ${JSON.stringify(text)}; expected an integer from ${min} to ${max}`);
}
