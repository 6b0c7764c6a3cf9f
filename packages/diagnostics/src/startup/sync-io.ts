import childProcess from 'node:child_process';
import fs from 'node:fs';
import { replace } from '../record/replace.js';
import { directCaller } from './caller.js';
import type { StartupRecorder } from './recorder.js';

/** Calls that take less are not worth a line. */
const MIN_MS = 0.05;

/** Times the calls of the program that stop it; what Node's module loader reads is counted there. */
export function hookSyncIo(recorder: StartupRecorder): void {
  for (const holder of [fs, childProcess]) {
    for (const name of Object.keys(holder).filter((one) => one.endsWith('Sync'))) {
      replace(holder, name, (original) => {
        return function (...args) {
          const startedAt = performance.now();
          try {
            return original.apply(this, args);
          } finally {
            note(recorder, name, args[0], performance.now() - startedAt);
          }
        };
      });
    }
  }
}

function note(recorder: StartupRecorder, name: string, target: unknown, ms: number): void {
  if (ms < MIN_MS || recorder.listeningMs !== undefined) return;
  const caller = directCaller();
  if (caller !== undefined) recorder.syncCalls.push({ name: `${name} ${typeof target === 'string' || target instanceof URL ? String(target) : ''}`.trim(), ...caller, ms });
}
