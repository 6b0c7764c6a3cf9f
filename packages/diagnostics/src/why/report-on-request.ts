import { REPORT_SIGNAL } from '../platform/report-signal.js';
import { activeResources } from '../resources/active-resources.js';
import { formatResources } from '../resources/format.js';
import { READY_FD, WHY_VARIABLE, type WhyRequest } from './request.js';

const { closeSync, writeSync } = process.getBuiltinModule('node:fs');
const { isMainThread } = process.getBuiltinModule('node:worker_threads');

/** In a program that `why` has started: answers the signal with a report on stderr. */
export function reportOnRequest(): void {
  const text = process.env[WHY_VARIABLE];
  if (text === undefined || REPORT_SIGNAL === undefined || !isMainThread) return;
  const { json, nodeOptions } = JSON.parse(text) as WhyRequest;
  Reflect.deleteProperty(process.env, WHY_VARIABLE);
  if (nodeOptions === undefined) delete process.env['NODE_OPTIONS'];
  else process.env['NODE_OPTIONS'] = nodeOptions;
  process.on(REPORT_SIGNAL, () => {
    const resources = activeResources();
    writeAll(2, json ? `${JSON.stringify(resources)}\n` : formatResources(resources));
  });
  writeAll(READY_FD, `${JSON.stringify({ pid: process.pid })}\n`);
  closeSync(READY_FD);
}

/** Without a stream: opening one would make a resource of its own. */
function writeAll(fd: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return; // nobody reads any more
    }
  }
}
