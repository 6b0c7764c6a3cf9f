import { availableParallelism } from 'node:os';
import type { ResourceLimits } from 'node:worker_threads';
import {
  boolean,
  checkOptions,
  durationMs,
  integer,
  oneOf,
  or,
  plainObject,
  type OptionRule,
} from '@childproof/internal';
import type { Spawner } from '@childproof/core-spawn';
import type { AlertLimits } from '../health/alert-watch.js';
import type { HeartbeatOptions } from '../health/heartbeat.js';
import { resolveRestartOptions, type RestartSettings } from '../restart/restart-options.js';
import type { SizeRange, WorkerPoolOptions } from './pool-options.js';

/** The options of a pool with every default filled in. */
export interface PoolSettings extends RestartSettings {
  readonly size: { readonly min: number; readonly max: number; readonly idleMs: number };
  readonly runtime: 'process' | 'thread';
  readonly prefetch: number;
  readonly hotSpares: number;
  readonly maxJobsPerWorker: number;
  readonly maxWorkerAgeMs: number;
  readonly resourceLimits: ResourceLimits;
  readonly maxQueued: number;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly memoryLimitBytes: number;
  readonly heartbeat: HeartbeatOptions | false;
  readonly alerts: AlertLimits | undefined;
  readonly startTimeoutMs: number;
  readonly stopGraceMs: number;
  readonly output: 'inherit' | 'capture';
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly execArgv: readonly string[];
  readonly spawner: Spawner | undefined;
}

const limitMs = durationMs({ min: 1, allowInfinity: true });

const workerCount = integer({ min: 1, max: 1_024 });

const poolRules: Readonly<Record<keyof WorkerPoolOptions, OptionRule>> = {
  size: or(workerCount, plainObject),
  runtime: oneOf('process', 'thread'),
  prefetch: integer({ min: 1, max: 1_024 }),
  hotSpares: integer({ min: 0, max: 1_024 }),
  maxJobsPerWorker: integer({ min: 1, allowInfinity: true }),
  maxWorkerAgeMs: limitMs,
  resourceLimits: plainObject,
  maxQueued: integer({ min: 0, allowInfinity: true }),
  timeoutMs: limitMs,
  maxAttempts: integer({ min: 1 }),
  memoryLimitBytes: integer({ min: 1, allowInfinity: true }),
  heartbeat: or(plainObject, { ...boolean, expected: 'false', accepts: (value) => value === false }),
  alerts: plainObject,
  startTimeoutMs: limitMs,
  backoff: plainObject,
  intensity: plainObject,
  stopGraceMs: durationMs(),
  output: oneOf('inherit', 'capture'),
  env: plainObject,
  execArgv: {
    expected: 'an array of strings',
    accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  },
  spawner: { expected: 'an object with a spawn() method', accepts: (value) => typeof (value as Spawner | null)?.spawn === 'function' },
};

const sizeRules: Readonly<Record<keyof SizeRange, OptionRule>> = { min: integer({ min: 0, max: 1_024 }), max: workerCount, idleMs: limitMs };
const alertRules: Readonly<Record<keyof AlertLimits, OptionRule>> = {
  rssBytes: integer({ min: 1, allowInfinity: true }),
  cpuPercent: integer({ min: 1, allowInfinity: true }),
  eventLoopDelayMs: limitMs,
};
const heartbeatRules: Readonly<Record<keyof HeartbeatOptions, OptionRule>> = {
  intervalMs: durationMs({ min: 1 }),
  timeoutMs: durationMs({ min: 1 }),
};

export function resolvePoolSettings(options: WorkerPoolOptions = {}): PoolSettings {
  checkOptions('createWorkerPool', poolRules, options);
  if (options.heartbeat !== false) checkOptions('createWorkerPool: heartbeat', heartbeatRules, options.heartbeat);
  checkOptions('createWorkerPool: alerts', alertRules, options.alerts);
  return {
    size: resolveSize(options.size ?? availableParallelism()),
    runtime: options.runtime ?? 'process',
    prefetch: options.prefetch ?? 1,
    hotSpares: options.hotSpares ?? 0,
    maxJobsPerWorker: options.maxJobsPerWorker ?? Infinity,
    maxWorkerAgeMs: options.maxWorkerAgeMs ?? Infinity,
    resourceLimits: options.resourceLimits ?? {},
    maxQueued: options.maxQueued ?? Infinity,
    timeoutMs: options.timeoutMs ?? Infinity,
    maxAttempts: options.maxAttempts ?? 3,
    memoryLimitBytes: options.memoryLimitBytes ?? Infinity,
    heartbeat: options.heartbeat === false ? false : { intervalMs: 2_000, timeoutMs: 10_000, ...options.heartbeat },
    alerts: options.alerts && { rssBytes: Infinity, cpuPercent: Infinity, eventLoopDelayMs: Infinity, ...options.alerts },
    startTimeoutMs: options.startTimeoutMs ?? 30_000,
    ...resolveRestartOptions('createWorkerPool', options),
    stopGraceMs: options.stopGraceMs ?? 5_000,
    output: options.output ?? 'inherit',
    env: options.env ?? {},
    execArgv: options.execArgv ?? [],
    spawner: options.spawner,
  };
}

function resolveSize(size: number | SizeRange): PoolSettings['size'] {
  if (typeof size === 'number') return { min: size, max: size, idleMs: Infinity };
  checkOptions('createWorkerPool: size', sizeRules, size);
  const { min = 1, max, idleMs = 10_000 } = size;
  if (Number.isInteger(max) && min <= max) return { min, max, idleMs };
  const message = `createWorkerPool: size is { min: ${min}, max: ${max} }; expected a max of at least min.`;
  throw Object.assign(new TypeError(message), { code: 'ERR_INVALID_OPTION' });
}
