import type { GracefulResult } from './graceful-run.js';
import type { AuditOptions } from './options.js';
import type { Check, Leftover, Severity } from './report.js';
import type { Exit } from './server-run.js';
import type { SecondSignalResult } from './second-signal-run.js';

const SLOW_START_MS = 5_000;
const SLOW_EXIT_MS = 10_000;

export function noStartCheck(exit: Exit | undefined, { startTimeoutMs }: AuditOptions): Check {
  const seen = exit === undefined ? `it did not listen on a port within ${seconds(startTimeoutMs)}` : `it ended (${exit.code ?? exit.signal}) before it listened on a port`;
  return check('start', false, 'critical', seen, 'let it listen on the port that the environment variable PORT names; see what it printed');
}

export function startCheck(listeningMs: number): Check {
  return check('start', listeningMs < SLOW_START_MS, 'minor', `it listened after ${Math.round(listeningMs)} ms`, 'see where the time goes: childproof-diagnostics startup -- <command>');
}

export function answersCheck({ load }: GracefulResult, { path }: AuditOptions): Check {
  const ok = load.answered > 0 && load.serverErrors === 0;
  const seen = load.answered === 0 ? `nothing answered GET ${path}` : `${load.answered} answers to GET ${path}, ${load.answersPerSecond} a second, ${load.serverErrors} of them with status 500 or above`;
  return check('answers', ok, load.answered === 0 ? 'critical' : 'major', seen, 'name a path that it answers: --path /health');
}

export function droppedCheck({ dropped, load, exit }: GracefulResult): Check {
  const advice = exit?.signal === 'SIGTERM' ? 'handle SIGTERM: stop accepting, answer what has been asked, then exit' : 'close the listener first, answer with "Connection: close", and end only connections that are quiet';
  return check('no request dropped', dropped === 0, 'critical', `${dropped} requests on ${load.connections} connections got no answer after SIGTERM`, advice);
}

export function exitCheck({ exitMs, stillServing }: GracefulResult, { exitTimeoutMs }: AuditOptions): Check {
  if (exitMs !== undefined) {
    return check('ends on SIGTERM', exitMs < SLOW_EXIT_MS, 'minor', `it ended ${Math.round(exitMs)} ms after SIGTERM`, 'see what it waits for; Kubernetes sends SIGKILL after 30 s');
  }
  const serving = stillServing > 0 ? `, and went on answering on ${stillServing} connections` : '';
  return check('ends on SIGTERM', false, 'critical', `it had not ended ${seconds(exitTimeoutMs)} after SIGTERM${serving}`, stillServing > 0 ? 'server.close() lets keep-alive connections live: answer with "Connection: close" once it is closing' : 'close what holds it open, see below');
}

export function exitCodeCheck({ exit }: GracefulResult): Check {
  if (exit === undefined) return check('exit code', false, 'minor', 'none: it had to be killed', 'let it end by itself');
  if (exit.signal !== null) return check('exit code', false, 'major', `it died of ${exit.signal}`, `handle ${exit.signal} and exit with 0 when all is done`);
  return check('exit code', exit.code === 0 || exit.code === 143, 'major', `${exit.code}`, 'exit with 0 after SIGTERM, or with 143 (128 + 15); anything else reads as a crash');
}

export function leftCheck(name: 'nothing left after exit' | 'nothing left after SIGKILL', left: readonly Leftover[]): Check {
  const seen = left.length === 0 ? 'no process outlived it' : `${left.length} outlived it: ${left.map(({ pid, command, isDaemon }) => `${command} (pid ${pid}${isDaemon ? ', a daemon' : ''})`).join(', ')}`;
  const advice = name === 'nothing left after exit' ? 'end child processes before the exit, and wait for them' : 'nobody can handle SIGKILL: let a guard outside the process end its descendants, such as @childproof/orphan-guard';
  return check(name, left.length === 0, 'major', seen, advice);
}

export function secondSignalCheck(result: SecondSignalResult): Check {
  const seen = {
    'first-was-enough': () => 'the first one ended it within 300 ms, although a request was on its way in',
    ended: () => `the second one ended it after ${Math.round((result as { afterMs: number }).afterMs)} ms`,
    ignored: () => 'the second one did not end it, while a request that never came to its end held it',
  }[result.outcome]();
  return check('second signal', result.outcome !== 'ignored', 'minor', seen, 'exit at once on a second signal: whoever sends it does not want to wait');
}

function check(name: string, ok: boolean, severity: Severity, seen: string, advice: string): Check {
  return ok ? { name, ok, severity, seen } : { name, ok, severity, seen, advice };
}

function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}
