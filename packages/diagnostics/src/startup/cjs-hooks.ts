import Module from 'node:module';
import { callerPlace } from './caller.js';
import type { ModuleRecord } from './module-record.js';
import type { StartupRecorder } from './recorder.js';

interface CommonJsModule {
  exports: unknown;
  readonly filename: string;
}

interface Internals {
  _resolveFilename: (this: unknown, request: string, parent: CommonJsModule | undefined, ...rest: unknown[]) => string;
  _load: (this: unknown, request: string, parent: CommonJsModule | undefined, ...rest: unknown[]) => unknown;
  readonly prototype: { load: (this: CommonJsModule, filename: string) => void; _compile: (this: CommonJsModule, ...args: unknown[]) => unknown };
}

/** The functions of Node's CommonJS loader that every tool of this kind wraps; they are the same from Node 20 to 26. */
export function hookCommonJs(recorder: StartupRecorder): void {
  const internals = Module as unknown as Internals;
  const { _resolveFilename: resolve, _load: load } = internals;
  const { load: loadFile, _compile: compile } = internals.prototype;
  const resolveMs = new Map<string, number>();

  internals._resolveFilename = function (...args) {
    const startedAt = performance.now();
    const file = resolve.apply(this, args);
    if (!resolveMs.has(file)) resolveMs.set(file, performance.now() - startedAt);
    return file;
  };

  internals._load = function (...args) {
    const before = recorder.modules.size;
    const place = recorder.listeningMs === undefined ? undefined : callerPlace();
    const result = load.apply(this, args);
    if (place !== undefined && recorder.modules.size > before) noteLate(recorder, place, [...recorder.modules.keys()].at(-1)!);
    return result;
  };

  internals.prototype.load = function (filename) {
    const startedAt = performance.now();
    const record = recorder.record(filename, 'commonjs', recorder.current?.file);
    record.resolveMs = resolveMs.get(filename);
    recorder.begin(record);
    marks.set(filename, { record, startedAt });
    try {
      loadFile.call(this, filename);
    } finally {
      marks.delete(filename);
      recorder.end(record);
      // Reading and compiling have been counted as its own code so far.
      record.evaluateMs = Math.max(0, record.evaluateMs - (record.readMs ?? 0) - (record.compileMs ?? 0));
    }
  };

  const marks = new Map<string, { readonly record: ModuleRecord; readonly startedAt: number }>();
  internals.prototype._compile = function (...args) {
    const mark = marks.get(this.filename);
    if (mark !== undefined) {
      const startedAt = performance.now();
      mark.record.readMs = startedAt - mark.startedAt;
      onFirstRead(this, () => (mark.record.compileMs = performance.now() - startedAt));
    }
    return compile.apply(this, args);
  };
}

/** Node reads `module.exports` when the code has been compiled, right before it runs it. */
function onFirstRead(module: CommonJsModule, then: () => void): void {
  const settle = (value: unknown): void => void Object.defineProperty(module, 'exports', { value, writable: true, enumerable: true, configurable: true });
  const before = module.exports;
  Object.defineProperty(module, 'exports', {
    get() {
      settle(before);
      then();
      return before;
    },
    set: settle,
    enumerable: true,
    configurable: true,
  });
}

function noteLate(recorder: StartupRecorder, place: string, file: string): void {
  const files = recorder.lateLoads.get(place) ?? new Set();
  recorder.lateLoads.set(place, files.add(file));
}
