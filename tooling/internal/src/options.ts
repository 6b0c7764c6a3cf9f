import { util } from './builtins.js';
import { nearestName } from './nearest-name.js';

/** What one option accepts. `undefined` is always accepted and means the default. */
export interface OptionRule {
  /** Completes the sentence "expected …". */
  readonly expected: string;
  accepts(value: unknown): boolean;
}

/**
 * Throws a `TypeError` that names the call, the key, the value and what was expected.
 *
 * @throws TypeError `ERR_INVALID_OPTION` for a bad value, `ERR_UNKNOWN_OPTION` for a key that does not exist.
 */
export function checkOptions(call: string, rules: Readonly<Record<string, OptionRule>>, options: unknown): void {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw optionError('ERR_INVALID_OPTION', `${call}: options is ${show(options)}; expected an object.`);
  }
  for (const [key, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined) {
      const near = nearestName(key, Object.keys(rules));
      const hint = near === undefined ? `Known options: ${Object.keys(rules).join(', ')}.` : `Did you mean "${near}"?`;
      throw optionError('ERR_UNKNOWN_OPTION', `${call}: unknown option "${key}". ${hint}`);
    }
    if (value !== undefined && !rule.accepts(value)) {
      throw optionError('ERR_INVALID_OPTION', `${call}: option "${key}" is ${show(value)}; expected ${rule.expected}.`);
    }
  }
}

function show(value: unknown): string {
  const text = util.inspect(value, { depth: 0, breakLength: Infinity });
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function optionError(code: string, message: string): TypeError {
  return Object.assign(new TypeError(message), { code });
}
