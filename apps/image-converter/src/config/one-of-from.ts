import { StartError } from '../exit-codes.js';

/** An environment variable that has one of a few values. @throws StartError naming the variable, the value and the choice. */
export function oneOfFrom<const Value extends string>(env: NodeJS.ProcessEnv, name: string, values: readonly Value[], fallback: NoInfer<Value>): Value {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = values.find((candidate) => candidate === text);
  if (value !== undefined) return value;
  throw new StartError('config', `${name} is ${JSON.stringify(text)}; expected ${values.join(', ')}`);
}
