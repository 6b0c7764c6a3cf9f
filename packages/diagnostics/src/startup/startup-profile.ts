import { DiagnosticsError } from '../errors/diagnostics-error.js';
import type { ModuleRecord } from './module-record.js';
import type { StartupRecorder, SyncCall } from './recorder.js';
import { startupRecorder } from './registry.js';

export interface ModuleNode extends Readonly<ModuleRecord> {
  /** Resolving, reading, compiling and running its own code, as far as known. */
  readonly selfMs: number;
  /** The same with everything that it was the first to load. */
  readonly inclusiveMs: number;
  readonly children: readonly ModuleNode[];
}

export interface StartupProfile {
  /** From the start of the process to the first server that listened; absent when none has. */
  readonly listeningMs?: number;
  /** Before any module of the program: Node itself, and its preloads. */
  readonly bootMs: number;
  /** What was loaded first, with what it loaded. */
  readonly modules: readonly ModuleNode[];
  readonly moduleCount: number;
  /** Calls of the program that stopped it before it listened, the longest first. */
  readonly syncCalls: readonly SyncCall[];
  /** Lines that loaded further modules after it listened, with how many: each stays in the cache for good. */
  readonly lateLoads: readonly { readonly place: string; readonly files: number }[];
}

/**
 * What the start-up of this process has cost so far: a tree of its modules with self and inclusive time, synchronous
 * calls, and the time until it listened. The program must have been started with the preload
 * `node --import @childproof/diagnostics/startup app.js`.
 *
 * @throws DiagnosticsError `ERR_DIAGNOSTICS_NOT_RECORDING` without the preload.
 *
 * @example
 * import '@childproof/diagnostics/startup';
 * import { startupProfile } from '@childproof/diagnostics';
 * console.log(startupProfile().bootMs > 0);
 */
export function startupProfile(): StartupProfile {
  const recorder = startupRecorder();
  if (recorder === undefined) throw new DiagnosticsError('not-recording', 'nothing has been recorded: start the program with --import @childproof/diagnostics/startup.');
  return profileOf(recorder);
}

function profileOf(recorder: StartupRecorder): StartupProfile {
  const records = [...recorder.modules.values()];
  const { listeningMs } = recorder;
  return {
    ...(listeningMs === undefined ? {} : { listeningMs }),
    bootMs: records[0]?.startedAtMs ?? performance.now(),
    modules: treeOf(records),
    moduleCount: records.length,
    syncCalls: [...recorder.syncCalls].sort((a, b) => b.ms - a.ms),
    lateLoads: [...recorder.lateLoads].map(([place, files]) => ({ place, files: files.size })).sort((a, b) => b.files - a.files),
  };
}

function treeOf(records: readonly ModuleRecord[]): ModuleNode[] {
  const known = new Set(records.map(({ file }) => file));
  const byParent = new Map<string | undefined, ModuleRecord[]>();
  for (const record of records) {
    const parent = record.parent !== undefined && known.has(record.parent) && record.parent !== record.file ? record.parent : undefined;
    byParent.set(parent, [...(byParent.get(parent) ?? []), record]);
  }
  const build = (record: ModuleRecord): ModuleNode => {
    const children = (byParent.get(record.file) ?? []).map(build);
    const selfMs = (record.resolveMs ?? 0) + (record.readMs ?? 0) + (record.compileMs ?? 0) + record.evaluateMs;
    return { ...record, selfMs, inclusiveMs: children.reduce((sum, child) => sum + child.inclusiveMs, selfMs), children };
  };
  return (byParent.get(undefined) ?? []).map(build);
}
