import type { MessageChannel, MessagePort } from 'node:worker_threads';
import { record } from '../record/registry.js';
import { replaceClass } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';
import type { Describe } from './kind.js';

const threads = process.getBuiltinModule('node:worker_threads');

export function recordPorts(): void {
  const made = (channel: object, _: unknown[], construct: (...args: never[]) => unknown): void => {
    const { port1, port2 } = channel as MessageChannel;
    const stamp = takeStamp(construct);
    record(port1, 'message-port', stamp, 'port1');
    record(port2, 'message-port', stamp, 'port2');
  };
  replaceClass(threads, 'MessageChannel', made);
  globalThis.MessageChannel = threads.MessageChannel;
}

/** A port that nobody listens to, or that is closed or sent away, holds nothing open: it is not listed. */
export const describePort: Describe = (target, recorded) => {
  const port = target as MessagePort & { hasRef?(): boolean };
  if (port.hasRef?.() !== true) return undefined;
  return { kind: 'message-port', detail: recorded?.detail ?? '', ref: true };
};
