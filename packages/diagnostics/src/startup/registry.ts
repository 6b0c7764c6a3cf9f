import { StartupRecorder } from './recorder.js';

const KEY = Symbol.for('@childproof/diagnostics:startup');
const holder = globalThis as unknown as Record<symbol, StartupRecorder | undefined>;

/** One for each thread, shared by the preload and by both builds of the library; `undefined` without the preload. */
export function startupRecorder(): StartupRecorder | undefined {
  return holder[KEY];
}

export function installRecorder(): StartupRecorder {
  return (holder[KEY] ??= new StartupRecorder());
}
