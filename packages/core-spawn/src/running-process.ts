import type { Readable, Writable } from 'node:stream';
import { createCommand } from './command.js';
import { Execution } from './execute.js';
import { mergeOptions, type Merged } from './options/merge-options.js';
import type { RunOptions } from './options/run-options.js';
import { resolveSettings, type Settings } from './options/settings.js';
import { concludePipeline } from './pipeline/conclude-pipeline.js';
import { Upstream } from './pipeline/upstream.js';
import type { Conclusion } from './result/conclude.js';
import type { OutputOf, RunResult } from './result/result.js';
import type { IpcChannel, SpawnedProcess } from './spawn/spawner.js';
import { asBytes, asText, type Cutter } from './streaming/cutter.js';
import { LineIterator, PieceIterator, type LoopEnd } from './streaming/iterate.js';
import { LineCutter } from './streaming/line-cutter.js';
import { OutputReader } from './streaming/output-reader.js';
import { checkChunkOptions, checkLineOptions, lineLimit, pipesOf, type ChunkOptions, type LineOptions } from './streaming/stream-options.js';

/** What `RunningProcess` is made of. */
export interface Running {
  readonly execution: Execution;
  readonly settings: Settings;
  /** Options that further stages of a pipeline start from. */
  readonly defaults: RunOptions;
  readonly upstream?: RunningProcess<RunOptions> | undefined;
}

/** Options of a further stage: its input is the stage before. */
export type StageOptions = Omit<RunOptions, 'input' | 'stdin'>;

/**
 * A program that runs. Await it for its result, or iterate it for its lines.
 *
 * @example
 * await using server = run('python3', ['-m', 'http.server']); // ended, with its tree, at the end of the block
 */
export class RunningProcess<O extends RunOptions = object, D extends RunOptions = object> implements PromiseLike<RunResult<O>>, AsyncDisposable {
  readonly #execution: Execution;
  readonly #settings: Settings;
  readonly #defaults: RunOptions;
  readonly #upstream: RunningProcess<RunOptions> | undefined;
  /** Of every stage up to this one. */
  readonly #stages: Promise<readonly Conclusion[]>;
  readonly #result: Promise<RunResult<O>>;

  /** @internal Made by `run`. */
  constructor({ execution, settings, defaults, upstream }: Running) {
    this.#execution = execution;
    this.#settings = settings;
    this.#defaults = defaults;
    this.#upstream = upstream;
    const own = execution.conclusion;
    this.#stages =
      upstream === undefined
        ? own.then((conclusion) => [conclusion])
        : Promise.all([upstream.#stages, own]).then(([before, conclusion]) => [...before, conclusion]);
    this.#result = this.#stages.then((stages) => {
      const result = concludePipeline<O>(stages);
      if (!result.ok && settings.reject) throw result;
      return result as RunResult<O>;
    });
  }

  /** Process id; `undefined` when the program could not be started, or waits for descriptors. */
  get pid(): number | undefined {
    return this.#execution.child?.pid;
  }

  /**
   * Settles with true when the program runs, at once as a rule, later when it has to wait for descriptors; with false when it
   * never will. Until then there is no `pid`, no `stdin`, no `ipc`.
   */
  get started(): Promise<boolean> {
    return this.#execution.started;
  }

  /** Writable with `stdin: 'pipe'`, otherwise `null`. */
  get stdin(): Writable | null {
    return this.#execution.child?.stdin ?? null;
  }

  /** The program's output while it runs; it is collected into the result all the same. */
  get stdout(): Readable | null {
    return this.#execution.child?.stdout ?? null;
  }

  get stderr(): Readable | null {
    return this.#execution.child?.stderr ?? null;
  }

  /** The parent's end of the IPC channel with `ipc`, otherwise `null`. */
  get ipc(): IpcChannel | null {
    const child = this.#execution.child;
    return child !== undefined && 'send' in child && typeof child.send === 'function'
      ? (child as SpawnedProcess & IpcChannel)
      : null;
  }

  /**
   * Its lines, without their LF or CRLF, as they come; the program is read no faster than you ask.
   *
   * From the call on the stream is yours: it is not collected, and `maxOutputBytes` does not count it. Leaving the loop
   * ends the program with its tree. A program that fails throws its `ProcessError` at the end of the loop.
   *
   * @throws TypeError `ERR_OUTPUT_TAKEN` or `ERR_NO_OUTPUT`, at once, when the stream has a reader already or is no pipe.
   * @example
   * for await (const line of run('journalctl', ['--follow']).lines()) console.log(line.toUpperCase());
   */
  lines(options: LineOptions = {}): AsyncIterableIterator<string, undefined> {
    checkLineOptions('lines', options);
    return new LineIterator(this.#iterateLines(options));
  }

  /** The same lines in arrays, as many as have come: several times faster where there are millions. */
  lineBatches(options: LineOptions = {}): AsyncIterableIterator<string[], undefined> {
    checkLineOptions('lineBatches', options);
    return this.#iterateLines(options);
  }

  /** The output as it comes: text cut between characters, or `Uint8Array`s with `encoding: 'bytes'`. Otherwise like `lines()`. */
  chunks(options: ChunkOptions = {}): AsyncIterableIterator<OutputOf<O>, undefined> {
    checkChunkOptions('chunks', options);
    const createCutter: () => Cutter<string | Buffer> = this.#settings.encoding === 'utf8' ? asText : () => asBytes;
    return this.#iterate(options, createCutter) as AsyncIterableIterator<unknown, undefined> as AsyncIterableIterator<OutputOf<O>, undefined>;
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<string, undefined> {
    return this.lines();
  }

  /**
   * Runs another program on this one's stdout, without a shell; as many as you like. Defaults of `run.with` hold for it too.
   *
   * Awaited, the last one gives its result when all have succeeded, and otherwise the failure that came first, whichever
   * stage it is of; `stages` has them all. A program whose reader has read enough gets SIGPIPE, which is no failure.
   *
   * @throws TypeError as `run`; `ERR_OUTPUT_TAKEN` or `ERR_NO_OUTPUT` when stdout has a reader already or is no pipe.
   * @example
   * const { stdout } = await run('git', ['log', '--format=%an']).pipe('sort').pipe('uniq', ['-c']);
   */
  pipe(file: string, args?: readonly string[]): RunningProcess<Merged<D, object>, D>;
  pipe<const P extends StageOptions>(file: string, args: readonly string[] | undefined, options: P | undefined): RunningProcess<Merged<D, P>, D>;
  pipe<P extends StageOptions>(file: string, args: readonly string[] = [], options?: P): RunningProcess<Merged<D, P>, D> {
    const command = createCommand(file, args);
    const merged = mergeOptions(this.#defaults, options);
    resolveSettings(merged); // a wrong call leaves this program's output alone
    const input = new Upstream(this.#execution);
    const settings = resolveSettings({ ...merged, input, stdin: 'pipe' });
    const execution = new Execution(command, settings);
    void execution.conclusion.then(() => input.return());
    this.#result.catch(() => {}); // reported by the last stage
    const upstream = this as unknown as RunningProcess<RunOptions>;
    return new RunningProcess<Merged<D, P>, D>({ execution, settings, defaults: this.#defaults, upstream });
  }

  /**
   * Ends the whole tree, of all stages: `killSignal`, the grace period, SIGKILL. Settles when nobody is left; never rejects.
   *
   * @param options.graceMs Milliseconds from `killSignal` to SIGKILL. 0 kills without asking. Default: the run's `killGraceMs`.
   */
  async terminate({ graceMs }: { readonly graceMs?: number } = {}): Promise<void> {
    await Promise.all([this.#upstream?.terminate(graceMs === undefined ? {} : { graceMs }), this.#execution.terminate(graceMs)]);
    await this.#stages;
  }

  /** Sends one signal to the program alone, and waits for nothing; false when it has ended already. */
  kill(signal: NodeJS.Signals = 'SIGTERM'): boolean {
    return this.#execution.child?.kill(signal) ?? false;
  }

  then<A = RunResult<O>, B = never>(
    onFulfilled?: ((result: RunResult<O>) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#result.then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<RunResult<O> | B> {
    return this.#result.catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<RunResult<O>> {
    return this.#result.finally(onFinally);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#result.catch(() => {}); // ending it here is no failure that anybody has to handle
    await this.terminate();
  }

  #iterateLines(options: LineOptions): PieceIterator<string[]> {
    const limit = lineLimit(options.maxLineBytes ?? this.#settings.maxLineBytes);
    return this.#iterate(options, (pipe) => new LineCutter(pipe, limit));
  }

  #iterate<T>(options: ChunkOptions, createCutter: (pipe: ConstructorParameters<typeof LineCutter>[0]) => Cutter<T>): PieceIterator<T> {
    const reader = new OutputReader(pipesOf(this.#execution, options), createCutter);
    this.#result.catch(() => {}); // the loop throws it
    const end: LoopEnd = { finish: () => this.#result.then(() => {}), leave: () => this.terminate() };
    return new PieceIterator(reader, end);
  }
}
