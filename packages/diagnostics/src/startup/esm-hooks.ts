import Module, { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { markSource } from './mark-source.js';
import type { StartupRecorder } from './recorder.js';

interface Loaded {
  readonly format?: string | null;
  readonly source?: string | ArrayBuffer | Uint8Array | null;
}

interface Hooks {
  resolve(specifier: string, context: { parentURL?: string }, next: (specifier: string, context: object) => { url: string }): { url: string };
  load(url: string, context: object, next: (url: string, context: object) => Loaded): Loaded;
}

/** Node 22.15, 23.5 and later: hooks in this very thread, which see how long resolving and reading take. */
const { registerHooks } = Module as unknown as { readonly registerHooks?: (hooks: Hooks) => void };

/** The marks in the source of each ES module call these. */
export function hookEsModules(recorder: StartupRecorder): void {
  Object.assign(recorder, {
    beginModule: (url: string, parent: string | null) => recorder.begin(recorder.record(fileOf(url), 'module', parent === null ? undefined : fileOf(parent))),
    endModule: (url: string) => recorder.end(recorder.modules.get(fileOf(url))!),
  });
  if (registerHooks === undefined) register(new URL('startup-loader.js', import.meta.url));
  else registerHooks(timedHooks(recorder));
}

function timedHooks(recorder: StartupRecorder): Hooks {
  const found = new Map<string, { readonly parent: string | undefined; readonly resolveMs: number }>();
  return {
    resolve(specifier, context, next) {
      const startedAt = performance.now();
      const result = next(specifier, context);
      if (!found.has(result.url)) found.set(result.url, { parent: context.parentURL, resolveMs: performance.now() - startedAt });
      return result;
    },
    load(url, context, next) {
      const startedAt = performance.now();
      const result = next(url, context);
      if (result.format !== 'module' || result.source === null || result.source === undefined) return result;
      const { parent, resolveMs } = found.get(url) ?? {};
      const record = recorder.record(fileOf(url), 'module', parent === undefined || parent.startsWith('data:') ? undefined : fileOf(parent));
      Object.assign(record, { resolveMs, readMs: performance.now() - startedAt });
      return { ...result, source: markSource(textOf(result.source), url, parent) };
    },
  };
}

function textOf(source: string | ArrayBuffer | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}

function fileOf(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url.split('?')[0]!) : url;
}
