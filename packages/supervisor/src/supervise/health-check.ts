import type { HealthCheck } from './child-spec.js';

/** Asks again and again, one question at a time. @returns a function that stops it. */
export function watchHealth({ check, intervalMs = 5_000, timeoutMs = 2_000 }: HealthCheck, pid: number, onUnhealthy: () => void): () => void {
  let timer: NodeJS.Timeout;
  let stopped = false;
  const ask = async (): Promise<void> => {
    const healthy = await answersWithin(timeoutMs, () => check({ pid }));
    if (stopped) return;
    if (healthy) timer = setTimeout(() => void ask(), intervalMs);
    else onUnhealthy();
  };
  timer = setTimeout(() => void ask(), intervalMs);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function answersWithin(ms: number, question: () => unknown): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => (timer = setTimeout(resolve, ms, false)));
  const answer = Promise.resolve()
    .then(question)
    .then((value) => value !== false, () => false);
  const healthy = await Promise.race([answer, limit]);
  clearTimeout(timer);
  return healthy;
}
