import { expect, test } from 'vitest';
import { guardProcess } from '../../src/index.js';

test.each([
  [{ graceMS: 1 }, 'unknown option "graceMS". Did you mean "graceMs"?'],
  [{ graceMs: -1 }, 'option "graceMs" is -1; expected milliseconds'],
  [{ killSignal: 'TERM' }, `option "killSignal" is 'TERM'; expected a signal name`],
])('refuses %j at once', (options, message) => {
  expect(() => guardProcess(options as object)).toThrow(`guardProcess: ${message}`);
});
