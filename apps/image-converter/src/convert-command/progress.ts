import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  step(): void;
  stop(): void;
}

/** A progress bar on stderr, where that is a terminal. */
export function createProgress(total: number): Progress {
  if (!process.stderr.isTTY || total === 0) return { step: () => {}, stop: () => {} };
  const format = ' {bar} {value}/{total} | {percentage}% | {eta_formatted} left';
  const bar = new SingleBar({ stream: process.stderr, format, hideCursor: true, gracefulExit: false }, Presets.shades_classic);
  bar.start(total, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}
