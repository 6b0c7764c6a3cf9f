import type { ModuleRecord } from './module-record.js';

/** A call that stopped the process during start-up. */
export interface SyncCall {
  /** Such as `readFileSync /etc/app.json`. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly ms: number;
}

interface Frame {
  readonly record: ModuleRecord;
  readonly startedAt: number;
  nestedMs: number;
}

/** What the hooks have seen in this thread. */
export class StartupRecorder {
  readonly modules = new Map<string, ModuleRecord>();
  readonly syncCalls: SyncCall[] = [];
  /** Line that loaded modules after the program was ready → the files that it loaded. */
  readonly lateLoads = new Map<string, Set<string>>();
  /** Milliseconds from the start of the process to the first `listening` of a server. */
  listeningMs: number | undefined;
  readonly #frames: Frame[] = [];

  /** The module whose code runs now. */
  get current(): ModuleRecord | undefined {
    return this.#frames.at(-1)?.record;
  }

  record(file: string, format: ModuleRecord['format'], parent: string | undefined): ModuleRecord {
    let record = this.modules.get(file);
    if (record === undefined) {
      record = { file, format, parent, startedAtMs: performance.now(), resolveMs: undefined, readMs: undefined, compileMs: undefined, evaluateMs: 0 };
      this.modules.set(file, record);
    }
    return record;
  }

  begin(record: ModuleRecord): void {
    this.#frames.push({ record, startedAt: performance.now(), nestedMs: 0 });
  }

  end(record: ModuleRecord): void {
    const index = this.#frames.findLastIndex((frame) => frame.record === record);
    if (index === -1) return;
    const [frame] = this.#frames.splice(index, 1);
    const elapsed = performance.now() - frame!.startedAt;
    record.evaluateMs += elapsed - frame!.nestedMs;
    this.addNested(elapsed);
  }

  /** Time that is not the running module's own. */
  addNested(ms: number): void {
    const above = this.#frames.at(-1);
    if (above !== undefined) above.nestedMs += ms;
  }
}
