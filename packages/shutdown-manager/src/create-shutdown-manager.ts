import { checkOptions, integer, nonEmptyString } from '@childproof/internal';
import { leaveCluster } from './cluster/leave-cluster.js';
import { ShutdownError } from './errors/shutdown-error.js';
import { announceTampering } from './events.js';
import { InFlight } from './in-flight.js';
import { resolveSettings, type ShutdownOptions } from './options/shutdown-options.js';
import { checkName, resolveStepOptions, type StepOptions } from './options/step-options.js';
import { guardExit } from './ownership/guard-exit.js';
import type { Tampering } from './ownership/tampering.js';
import { createForceExit } from './process/force-exit.js';
import { listenToProcess } from './process/listen.js';
import { takePlace } from './process/only-one.js';
import { createReadiness } from './readiness.js';
import { Reloader } from './reload/reloader.js';
import type { ShutdownReport } from './report/report.js';
import type { ShutdownManager, ShutdownRequest } from './shutdown-manager.js';
import { Shutdown } from './shutdown.js';
import { startInOrder } from './start/start-in-order.js';
import { callSite } from './steps/call-site.js';
import { StepList } from './steps/step-list.js';
import { recogniseTarget } from './targets/recognise-target.js';
import type { ShutdownTarget } from './targets/target.js';

const requestRules = { reason: nonEmptyString, exitCode: integer({ min: 0, max: 255 }) };

/**
 * Listens for signals and uncaught errors, and then ends the process in order: not ready, door locked, work drained,
 * resources released, exit code set, and a natural end.
 *
 * @example
 * const shutdown = createShutdownManager({ deadlineMs: 25_000, readinessDelayMs: 5_000 });
 * shutdown.add('http', server);
 * shutdown.add('db', () => db.end(), { timeoutMs: 3_000 });
 *
 * @throws TypeError `ERR_UNKNOWN_OPTION` or `ERR_INVALID_OPTION`.
 * @throws ShutdownError `ERR_SHUTDOWN_ALREADY_INSTALLED` when the process has one already.
 */
export function createShutdownManager(options?: ShutdownOptions): ShutdownManager {
  const settings = resolveSettings(options);
  const leavePlace = takePlace(callSite(createShutdownManager));
  const steps = new StepList();
  const inFlight = new InFlight();
  const door = new AbortController();
  const reloader = new Reloader(settings.onReload);
  const tampering: Tampering[] = [];
  const onTampering = (event: Tampering): void => {
    tampering.push(event);
    announceTampering(event);
  };
  const exitGuard = guardExit(() => shutdown.begun && shutdown.report === undefined, onTampering);
  const forceExit = createForceExit(settings, (code) => exitGuard.exit(code));
  const shutdown = new Shutdown({ settings, steps, inFlight, door, tampering, forceExit, letGo });
  const readiness = createReadiness(() => (shutdown.begun ? 'shutting-down' : shutdown.isStarting ? 'starting' : 'ready'));
  let signalsSeen = 0;
  let installed = true;

  const listening = listenToProcess(settings, {
    onSignal(signal, number) {
      signalsSeen++;
      if (signalsSeen > 1) forceExit('second-signal', 128 + number);
      else void shutdown.run({ reason: signal, leave: true });
    },
    onReload: (signal) => {
      if (!shutdown.begun) reloader.request(signal);
    },
    onUncaught(error, origin) {
      if (shutdown.hasThrown(error)) return;
      shutdown.blame(error);
      void shutdown.run({ reason: origin, leave: true, uncaught: true });
    },
    onMessage: (message) => void shutdown.run({ reason: `message "${message}"`, leave: true }),
    onDisconnect: () => void shutdown.run({ reason: 'disconnect', leave: true }),
  }, onTampering);

  function add(name: string, target: ShutdownTarget, stepOptions?: StepOptions): void {
    const registeredAt = callSite(add);
    checkName(name);
    if (shutdown.begun) throw new ShutdownError('already-begun', `Step "${name}" comes too late: the shutdown has begun.`);
    const recognised = recogniseTarget(target);
    try {
      steps.add({ ...resolveStepOptions(stepOptions, recognised.drains ? 'drain' : 'cleanup'), name, target: recognised, registeredAt });
    } catch (error) {
      recognised.detach?.();
      throw error;
    }
  }

  function begin(request: ShutdownRequest = {}): Promise<ShutdownReport> {
    checkOptions('shutdown', requestRules, request);
    const { reason = 'shutdown()', exitCode } = request;
    return shutdown.run({ reason, leave: true, ...(exitCode === undefined ? {} : { exitCode }) });
  }

  /** Signals are still heard: a second one may come while the process is on its way out. */
  function letGo(): void {
    listening.stopMessages();
    leaveCluster();
  }

  function uninstall(): void {
    if (!installed) return;
    installed = false;
    listening.stop();
    exitGuard.release();
    for (const { target } of steps.all()) target.detach?.();
    leavePlace();
  }

  return {
    add,
    track: (work) => inFlight.track(work),
    signal: door.signal,
    readiness: () => readiness,
    start: startInOrder({ settings, steps, shutdown }),
    shutdown: begin,
    get report() {
      return shutdown.report;
    },
    uninstall,
    async [Symbol.asyncDispose]() {
      await shutdown.run({ reason: 'disposed', leave: false });
      uninstall();
    },
  };
}
