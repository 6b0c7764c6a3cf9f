import type { Readable } from 'node:stream';
import type { Command } from './command.js';
import { showWithPrefix } from './display/prefix.js';
import { endMessage, startMessage } from './display/verbose.js';
import { announceEnd, announceStart } from './events.js';
import { feedInput } from './input/feed-input.js';
import type { Settings } from './options/settings.js';
import { drainPipes } from './output/drain-pipes.js';
import { createOutputStore, type OutputStore } from './output/output-store.js';
import { watchUsage } from './observe/usage.js';
import { OutputPipe, type OutputName } from './output/output-pipe.js';
import { processTree } from './platform/process-tree.js';
import { sendSignal } from './platform/send-signal.js';
import { blameExit, type Conclusion, type Exit } from './result/conclude.js';
import { Verdict, type Failure } from './result/verdict.js';
import { classifyStartError } from './spawn/classify-start-error.js';
import type { SpawnedProcess } from './spawn/spawner.js';
import { startLine } from './spawn/start-line.js';
import { startProcess, type NotStarted, type Started } from './spawn/start-process.js';
import { tapLines } from './streaming/on-line.js';
import { abortFailure, watchAbort } from './terminate/abort.js';
import { watchIdle, type IdleWatch } from './terminate/idle-timeout.js';
import { Termination } from './terminate/termination.js';
import { watchTimeout } from './terminate/timeout.js';

/** One command from start to end; each step is a file of its own. */
export class Execution {
  readonly stdout: OutputPipe | undefined;
  readonly stderr: OutputPipe | undefined;
  readonly conclusion: Promise<Conclusion>;
  /** True as soon as the program runs; false when it never will. */
  readonly started: Promise<boolean>;
  /** Set by whoever reads the output for another program and stops early: SIGPIPE is then no failure. */
  readerLeft = false;

  readonly #command: Command;
  readonly #settings: Settings;
  readonly #startedAt = performance.now();
  readonly #verdict = new Verdict();
  readonly #all: OutputStore | undefined;
  #child: SpawnedProcess | undefined;
  #termination: Termination | undefined;
  #idle: IdleWatch | undefined;
  #cancelStart: (() => void) | undefined;
  #isOver = false;
  #hasStarted!: (started: boolean) => void;

  constructor(command: Command, settings: Settings, refusal?: Failure) {
    this.#command = command;
    this.#settings = settings;
    // Twice the limit of each: what is dropped of both together was dropped of one of them already.
    this.#all = settings.all ? createOutputStore(settings, settings.maxOutputBytes * 2) : undefined;
    this.stdout = this.#openOutput('stdout', settings.stdio[1]);
    this.stderr = this.#openOutput('stderr', settings.stdio[2]);
    this.started = new Promise((resolve) => (this.#hasStarted = resolve));
    this.conclusion = this.#run(refusal);
  }

  /** `undefined` until the program has started. */
  get child(): SpawnedProcess | undefined {
    return this.#child;
  }

  /** Ends the tree; settles when nobody is left. */
  async terminate(graceMs?: number): Promise<void> {
    if (this.#isOver) return; // its pid, and with it the number of its session, may be a stranger's by now
    if (this.#child === undefined) this.#fail({ reason: 'aborted', detail: 'was ended before it started' });
    await this.#termination?.begin(graceMs);
  }

  async #run(refusal: Failure | undefined): Promise<Conclusion> {
    const { signal } = this.#settings;
    if (refusal !== undefined) this.#verdict.blame(refusal);
    else if (signal?.aborted === true) {
      this.#verdict.blame({ ...abortFailure(signal), detail: 'was aborted before it started' });
    }
    if (this.#verdict.failure !== undefined) return this.#finish(NOTHING_RAN);
    const pipes = this.#settings.stdio.filter((kind) => kind === 'pipe' || kind === 'ipc').length;
    let start = startLine.mayStart(pipes) ? startProcess(this.#command, this.#settings) : undefined;
    if (start?.child === undefined) start = await this.#startLater(start, pipes);
    if (start === undefined) return this.#finish(NOTHING_RAN);
    startLine.hasStarted();
    try {
      return await this.#supervise(start);
    } finally {
      startLine.hasEnded();
    }
  }

  /** Tells why the program did not start; or waits its turn and tries again, while it is for lack of descriptors. */
  async #startLater(failed: NotStarted | undefined, pipes: number): Promise<Started | undefined> {
    const abort = watchAbort(this.#settings.signal, (failure) => this.#fail(failure));
    try {
      let attempt = failed;
      for (let place: 'back' | 'front' = 'back'; ; place = 'front') {
        const cause = await attempt?.error;
        if (cause !== undefined && !startLine.isWorthIt(cause)) {
          const { reason, detail } = classifyStartError(cause, this.#command, this.#settings.cwd);
          this.#verdict.blame({ reason, detail: `could not be started: ${detail}`, cause });
        }
        if (this.#verdict.failure === undefined) {
          const ticket = startLine.enter(place);
          this.#cancelStart = () => ticket.cancel();
          await ticket.turn;
        }
        if (this.#verdict.failure !== undefined) {
          startLine.hasGivenUp();
          return undefined;
        }
        const start = startLine.hasRoom(pipes) ? startProcess(this.#command, this.#settings) : undefined;
        if (start?.child !== undefined) return start;
        attempt = start;
      }
    } finally {
      abort?.stop();
    }
  }

  async #supervise({ child, pid, ownGroup }: Started): Promise<Conclusion> {
    const command = this.#command;
    const settings = this.#settings;
    this.#child = child;
    this.#hasStarted(true);
    settings.verbose?.(startMessage(command));
    const usage = settings.usage ? watchUsage(pid) : undefined;
    announceStart({ pid, file: command.file, args: command.args, cwd: settings.cwd });

    let hasExited = false;
    const tree = processTree({ child, pid, ownGroup, hasExited: () => hasExited }, settings.killTree);
    const termination = (this.#termination = new Termination(tree, settings));
    const fail = (failure: Failure): void => this.#fail(failure);
    this.#idle = watchIdle(settings.idleTimeoutMs, fail);
    const watches = [this.#idle, watchTimeout(settings.timeoutMs, fail), watchAbort(settings.signal, fail)];
    const input = feedInput(child.stdin, settings.input, fail);
    attach(this.stdout, child.stdout);
    attach(this.stderr, child.stderr);

    const exit = await exitOf(child);
    hasExited = true;
    usage?.stop();
    for (const watch of watches) watch?.stop();
    input.stop();
    termination.lookNow();
    if (settings.killLeftovers && ownGroup && sendSignal(-pid, 0)) void termination.begin(0);
    await termination.done;
    const outputs = [this.stdout, this.stderr];
    for (const output of outputs) output?.programEnded();
    const pipeHeld = await drainPipes(outputs, settings.pipeDrainMs, () => !termination.hasBegun);
    if (!this.readerLeft || !endedBySigpipe(exit)) blameExit(this.#verdict, exit);
    return this.#finish({ ...exit, pid, pipeHeld, usage: usage?.measured });
  }

  /** The first reason counts, and ends the tree. */
  #fail(failure: Failure): void {
    if (!this.#verdict.blame(failure)) return;
    this.#cancelStart?.();
    void this.#termination?.begin();
  }

  #openOutput(name: OutputName, target: string | undefined): OutputPipe | undefined {
    if (target !== 'pipe') return undefined;
    const output = new OutputPipe(name, this.#settings, {
      onData: () => this.#idle?.touch(),
      onFailure: (failure) => this.#fail(failure),
    });
    tapLines(output, this.#settings);
    if (this.#settings.prefix !== undefined) showWithPrefix(output, this.#settings.prefix);
    if (this.#all !== undefined) output.tap({ push: (chunk) => this.#all?.add(chunk), end() {} });
    return output;
  }

  #takeAll(): string | Uint8Array | undefined {
    return this.#settings.encoding === 'utf8' ? this.#all?.takeText() : this.#all?.takeBytes();
  }

  #finish(ending: Ending): Conclusion {
    this.#isOver = true;
    this.#hasStarted(false); // unless it has
    const command = this.#command;
    const settings = this.#settings;
    const { failure, failedAt } = this.#verdict;
    const durationMs = performance.now() - this.#startedAt;
    for (const output of [this.stdout, this.stderr]) output?.end();
    const { pid, exitCode, signal } = ending;
    announceEnd({ pid, file: command.file, args: command.args, reason: failure?.reason, exitCode, signal, durationMs });
    settings.verbose?.(endMessage(command, { failure, durationMs }));
    const hasRun = pid !== undefined;
    return {
      ...ending,
      stdout: hasRun ? this.stdout?.take() : undefined,
      stderr: hasRun ? this.stderr?.take() : undefined,
      all: hasRun ? this.#takeAll() : undefined,
      truncated: (this.stdout?.truncated ?? false) || (this.stderr?.truncated ?? false),
      command,
      durationMs,
      failure,
      failedAt,
    };
  }
}

type Ending = Pick<Conclusion, 'exitCode' | 'signal' | 'pid' | 'pipeHeld' | 'usage'>;

const NOTHING_RAN: Ending = { exitCode: null, signal: null, pipeHeld: false, pid: undefined, usage: undefined };

function attach(output: OutputPipe | undefined, stream: Readable | null): void {
  if (stream !== null) output?.attach(stream);
}

function exitOf(child: SpawnedProcess): Promise<Exit> {
  return new Promise((resolve) => child.on('exit', (exitCode, signal) => resolve({ exitCode, signal })));
}

/** 141 is 128 + 13: how a shell reports it of its own child. */
function endedBySigpipe({ exitCode, signal }: Exit): boolean {
  return signal === 'SIGPIPE' || exitCode === 141;
}
