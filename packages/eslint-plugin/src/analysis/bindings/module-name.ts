/** `node:fs` and `fs` are one module; so are the copies that only repackage another. */
export function moduleName(specifier: string): string {
  return specifier.startsWith('node:') ? specifier.slice('node:'.length) : specifier;
}

/** Modules whose default import is the module itself. */
const NODE_BUILTINS: ReadonlySet<string> = new Set([
  'child_process', 'cluster', 'events', 'fs', 'http', 'http2', 'https', 'module', 'net', 'os', 'path', 'process',
  'timers', 'tls', 'url', 'util', 'worker_threads',
]);

/** True where `import x from` gives what `import * as x from` gives. */
export function defaultIsNamespace(module: string): boolean {
  return NODE_BUILTINS.has(module);
}
