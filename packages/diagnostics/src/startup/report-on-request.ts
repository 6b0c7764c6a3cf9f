import { renameSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { startCpuProfile } from './cpu-profile.js';
import { STARTUP_VARIABLE, type StartupRequest } from './request.js';
import { startupProfile } from './startup-profile.js';

/** In a program that the command has started: gives a function that writes the profile, once; it is also written at the exit. */
export function reportOnRequest(): { readonly afterMs: number; readonly write: () => void } | undefined {
  const text = process.env[STARTUP_VARIABLE];
  if (text === undefined || !isMainThread) return undefined;
  const { file, cpuProfile, afterMs, nodeOptions } = JSON.parse(text) as StartupRequest;
  Reflect.deleteProperty(process.env, STARTUP_VARIABLE);
  if (nodeOptions === undefined) delete process.env['NODE_OPTIONS'];
  else process.env['NODE_OPTIONS'] = nodeOptions;
  const stopCpuProfile = cpuProfile === undefined ? undefined : startCpuProfile();
  const write = (): void => {
    process.off('exit', write);
    if (cpuProfile !== undefined) stopCpuProfile?.(cpuProfile);
    // Renamed, so that whoever waits for the file finds all of it.
    writeFileSync(`${file}.part`, JSON.stringify(startupProfile()));
    renameSync(`${file}.part`, file);
  };
  process.on('exit', write);
  return { afterMs, write };
}
