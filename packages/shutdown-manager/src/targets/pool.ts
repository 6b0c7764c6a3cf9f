import type { Target } from './target.js';

/** A pool of workers, such as that of `@childproof/supervisor`: it can be drained before it is closed. */
interface PoolLike {
  drain(): unknown;
  close(): unknown;
}

export function isPool(value: unknown): value is PoolLike {
  const pool = value as Partial<PoolLike> | null | undefined;
  return typeof pool?.drain === 'function' && typeof pool.close === 'function';
}

/** What was taken in is done, then the workers end; at the limit they end at once. */
export function poolTarget(pool: PoolLike): Target {
  return {
    drains: true,
    async end({ signal }) {
      const limit = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      await Promise.race([pool.drain(), limit]);
      await pool.close();
    },
  };
}
