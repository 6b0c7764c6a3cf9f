import { readProcessUsage } from '@childproof/internal';

/** What a program has cost, without its children; from looks at it while it ran, so what came after the last is missing. */
export interface Usage {
  /** CPU time in milliseconds, user and system. */
  readonly cpuMs: number;
  /** The most memory that it had resident, in bytes. */
  readonly peakRssBytes: number;
}

const FIRST_LOOK_MS = 5;
const LAST_LOOK_MS = 200;

export interface UsageWatch {
  /** `undefined` when it ended before the first look, or where nobody tells. */
  readonly measured: Usage | undefined;
  stop(): void;
}

/** Looks at a process ever less often: node reaps a process before anybody could ask for its final account. */
export function watchUsage(pid: number): UsageWatch {
  let measured: Usage | undefined;
  let pauseMs = FIRST_LOOK_MS;
  let timer: NodeJS.Timeout;
  const look = (): void => {
    const seen = readProcessUsage(pid);
    if (seen !== undefined) measured = { cpuMs: seen.cpuMs, peakRssBytes: seen.peakRssBytes };
    pauseMs = Math.min(pauseMs * 2, LAST_LOOK_MS);
    timer = setTimeout(look, pauseMs);
  };
  timer = setTimeout(look, pauseMs);
  return {
    get measured() {
      return measured;
    },
    stop: () => clearTimeout(timer),
  };
}
