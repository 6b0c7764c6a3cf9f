import { expect, test } from 'vitest';
import { boolean, checkOptions, durationMs, integer, oneOf, signalName } from '../src/index.js';

const rules = {
  timeoutMs: durationMs({ min: 1, allowInfinity: true }),
  size: integer({ min: 1, max: 8 }),
  mode: oneOf('fast', 'safe'),
  strict: boolean,
  killSignal: signalName,
};

const messageOf = (options: unknown): string | undefined => {
  try {
    checkOptions('call', rules, options);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
  return undefined;
};

test.each([
  [undefined],
  [{}],
  [{ timeoutMs: undefined }],
  [{ timeoutMs: Infinity, size: 8, mode: 'safe', strict: false, killSignal: 'SIGTERM' }],
])('accepts %o', (options) => {
  expect(messageOf(options)).toBeUndefined();
});

test.each([
  [{ timeout: 1 }, 'call: unknown option "timeout". Did you mean "timeoutMs"?'],
  [{ TIMEOUTMS: 1 }, 'call: unknown option "TIMEOUTMS". Did you mean "timeoutMs"?'],
  [{ zzzzzzzzzz: 1 }, 'call: unknown option "zzzzzzzzzz". Known options: timeoutMs, size, mode, strict, killSignal.'],
  [{ toString: 1 }, 'call: unknown option "toString". Did you mean "strict"?'],
  [{ timeoutMs: 0 }, 'call: option "timeoutMs" is 0; expected milliseconds, a number from 1 to 2147483647, or Infinity for no limit.'],
  [{ timeoutMs: NaN }, 'call: option "timeoutMs" is NaN; expected milliseconds, a number from 1 to 2147483647, or Infinity for no limit.'],
  [{ size: 9 }, 'call: option "size" is 9; expected an integer from 1 to 8.'],
  [{ mode: 'slow' }, 'call: option "mode" is \'slow\'; expected one of "fast", "safe".'],
  [{ killSignal: 'toString' }, "call: option \"killSignal\" is 'toString'; expected a signal name such as 'SIGTERM'."],
  ['fast', "call: options is 'fast'; expected an object."],
])('refuses %o', (options, message) => {
  expect(messageOf(options)).toBe(message);
});
