import { once, type EventEmitter } from 'node:events';
import type { Target } from './target.js';

interface ChildLike extends EventEmitter {
  readonly pid?: number | undefined;
  readonly exitCode: number | null;
  readonly signalCode: NodeJS.Signals | null;
  kill(signal?: NodeJS.Signals): boolean;
}

export function isChildProcess(value: unknown): value is ChildLike {
  const child = value as Partial<ChildLike> | null | undefined;
  return typeof child?.kill === 'function' && typeof child.once === 'function' && 'exitCode' in child && 'pid' in child;
}

/** SIGTERM, and SIGKILL at the limit of the step. */
export function childProcessTarget(child: ChildLike): Target {
  return {
    drains: true,
    async end({ signal }) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      signal.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
