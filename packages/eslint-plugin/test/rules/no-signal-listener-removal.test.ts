import { noSignalListenerRemoval } from '../../src/rules/no-signal-listener-removal.js';
import { testRule } from '../rule-testers.js';

const reports = (code: string, messageId: 'all' | 'everyEvent' | 'others') => ({ code, errors: [{ messageId }] });

testRule(
  'no-signal-listener-removal',
  noSignalListenerRemoval,
  {
    valid: [
      "process.off('SIGTERM', stop);",
      "process.removeListener('SIGTERM', stop);",
      "process.removeAllListeners('message');",
      "emitter.removeAllListeners('SIGTERM');",
      "const process = makeEmitter(); process.removeAllListeners();",
      "import { afterEach } from 'vitest'; afterEach(() => process.removeAllListeners('SIGTERM'));",
      "log(process.listeners('SIGTERM').length);",
    ],
    invalid: [
      reports("process.removeAllListeners('SIGTERM');", 'all'),
      reports("import process from 'node:process'; process.removeAllListeners('SIGINT');", 'all'),
      reports("import { removeAllListeners } from 'x'; globalThis.process.removeAllListeners('SIGHUP');", 'all'),
      reports("for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);", 'all'),
      reports("['SIGINT', 'SIGTERM'].forEach((signal) => { process.removeAllListeners(signal); process.on(signal, stop); });", 'all'),
      reports("process.removeAllListeners();", 'everyEvent'),
      reports("process.listeners('SIGTERM').forEach((one) => process.off('SIGTERM', one));", 'others'),
      reports("for (const one of process.listeners('SIGINT')) process.removeListener('SIGINT', one);", 'others'),
    ],
  },
  {
    valid: [],
    invalid: [
      reports("const SIGNALS = ['SIGINT'] as const; for (const s of SIGNALS) process.removeAllListeners(s);", 'all'),
    ],
  },
);
