import { noContinueAfterUncaught } from '../../src/rules/no-continue-after-uncaught.js';
import { testRule } from '../rule-testers.js';

const reports = (code: string, messageId: 'rejection' | 'uncaught') => ({ code, errors: [{ messageId }] });

testRule(
  'no-continue-after-uncaught',
  noContinueAfterUncaught,
  {
    valid: [
      "process.on('uncaughtException', (error) => { log(error); process.exit(1); });",
      "process.on('uncaughtException', (error) => { console.error(error); shutdown(1); });",
      "process.on('uncaughtException', (error) => { console.error(error); server.close(() => process.exit(1)); });",
      "process.on('uncaughtException', (error) => { if (error.code !== 'EPIPE') throw error; });",
      "process.on('uncaughtExceptionMonitor', (error) => { console.error(error); });",
      "import { onCrash } from './crash.js'; process.on('uncaughtException', onCrash);",
      "const die = (error) => { console.error(error); process.abort(); };\nprocess.on('uncaughtException', (error) => die(error));",
      "process.on('unhandledRejection', (reason) => { console.error(reason); });",
      "emitter.on('uncaughtException', (error) => { console.error(error); });",
      "import { test } from 'node:test'; process.on('uncaughtException', () => {});",
      "process.setUncaughtExceptionCaptureCallback(null);",
    ],
    invalid: [
      reports("process.on('uncaughtException', (error) => { console.error(error); });", 'uncaught'),
      reports("process.on('uncaughtException', () => {});", 'uncaught'),
      reports("process.on('uncaughtException', console.error);", 'uncaught'),
      reports("import { logger } from './logger.js'; process.on('uncaughtException', (error) => logger.fatal({ error }, 'uncaught'));", 'uncaught'),
      reports("import * as Sentry from '@sentry/node'; process.on('uncaughtException', (error) => { Sentry.captureException(error); });", 'uncaught'),
      reports("function report(error) { console.error(error.stack); }\nprocess.on('uncaughtException', (error) => report(error));", 'uncaught'),
      reports("for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (error) => console.log(error));", 'uncaught'),
      reports("process.setUncaughtExceptionCaptureCallback((error) => { console.error(error); });", 'uncaught'),
      { ...reports("process.on('unhandledRejection', (reason) => { console.error(reason); });", 'rejection'), options: [{ unhandledRejection: true }] },
    ],
  },
  {
    valid: [],
    invalid: [
      reports("process.on('uncaughtException', (error: Error): void => { console.error(error); });", 'uncaught'),
    ],
  },
);
