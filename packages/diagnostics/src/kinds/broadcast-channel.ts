import { record } from '../record/registry.js';
import { replaceClass } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';
import { type Describe, type Handle, hasRef } from './kind.js';

const threads = process.getBuiltinModule('node:worker_threads');

export function recordBroadcastChannels(): void {
  replaceClass(threads, 'BroadcastChannel', (channel, [name], construct) => {
    record(channel, 'broadcast-channel', takeStamp(construct), String(name));
  });
  globalThis.BroadcastChannel = threads.BroadcastChannel;
}

/** A channel has no public property that tells whether it is closed; its handle is gone then. */
export const describeBroadcastChannel: Describe = (target, recorded) => {
  const symbol = Object.getOwnPropertySymbols(target).find(({ description }) => description === 'kHandle');
  const handle = symbol && ((target as Record<symbol, unknown>)[symbol] as Handle | undefined);
  if (handle === undefined) return undefined;
  return { kind: 'broadcast-channel', detail: recorded?.detail ?? '', ref: hasRef(handle) };
};
