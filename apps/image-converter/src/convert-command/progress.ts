import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  step(): void;
  stop(): void;
}

/** A progress bar on stderr, where that is a terminal. */
export function createProgress(total: number): Progress {
  if (!process.stderr.isTTY || total === 0) return { step: () => {}, stop: () => {} };
  const format = ' {bar} {value}/{total} | {rate} per second | {eta_formatted} left';
  const bar = new SingleBar({ stream: process.stderr, format, hideCursor: true, gracefulExit: false }, Presets.shades_classic);
  const startedAt = performance.now();
  let done = 0;
  const rate = (): string => (done === 0 ? '–' : (done / ((performance.now() - startedAt) / 1_000)).toFixed(1));
  bar.start(total, 0, { rate: rate() });
  return {
    step() {
      done++;
      bar.increment(1, { rate: rate() });
    },
    stop: () => bar.stop(),
  };
}
