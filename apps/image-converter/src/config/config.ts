import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { StartError } from '../exit-codes.js';
import { LOG_LEVELS } from '../log.js';
import { integerFrom } from './integer-from.js';
import { oneOfFrom } from './one-of-from.js';

const MiB = 1024 * 1024;
const HOUR_MS = 60 * 60_000;

/** Everything that can be set from outside; the README lists the variables. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  /** The folder was chosen by the operator: then it must exist, for it may be a volume that is not mounted. */
  readonly dataFolderIsChosen: boolean;
  /** PostgreSQL; without it PGlite in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly workers: number;
  readonly maxUploadBytes: number;
  readonly maxFilesPerUpload: number;
  /** Milliseconds that the sender of an upload may be silent. */
  readonly uploadIdleTimeoutMs: number;
  /** A JSON file; read anew at SIGHUP. */
  readonly presetsFile: string | undefined;
  /** Milliseconds from the end of a job to the removal of all that is known of it; 0 keeps it. */
  readonly retentionMs: number;
  /** Signs the addresses of results; without it one is made and kept in the data folder. */
  readonly signingSecret: string | undefined;
  /** Milliseconds that the address of a result is valid, at least. */
  readonly urlTtlMs: number;
  /** Signs calls of webhooks; without it none are made. */
  readonly webhookSecret: string | undefined;
  /** Webhooks may lead to private addresses: inside a network of one's own. */
  readonly webhookAllowPrivate: boolean;
  /** Requests per minute and address; 0 for any number. */
  readonly rateLimitPerMinute: number;
  /** Proxies in front, whose word on the client's address is taken. */
  readonly trustProxyHops: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Failures can be ordered from outside, for demonstrations and tests. */
  readonly faultInjection: boolean;
  readonly limits: ImageLimits;
  readonly readinessDelayMs: number;
  readonly shutdownDeadlineMs: number;
}

/** What an image may cost. */
export interface ImageLimits {
  readonly maxPixels: number;
  readonly maxFrames: number;
  readonly jobTimeoutMs: number;
  readonly workerMemoryBytes: number;
}

/** Reads and checks the environment. @throws StartError exit code 71, naming the variable. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const databaseUrl = env['DATABASE_URL'] || undefined;
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new StartError('config', 'DATABASE_URL must begin with postgres:// or postgresql://');
  }
  return {
    host: env['HOST'] || '127.0.0.1',
    port: integerFrom(env, 'PORT', { min: 0, max: 65_535, fallback: 3_000 }),
    dataFolder: resolve(env['DATA_DIR'] || '.image-converter'),
    dataFolderIsChosen: Boolean(env['DATA_DIR']),
    databaseUrl,
    workers: readWorkers(env),
    maxUploadBytes: integerFrom(env, 'MAX_UPLOAD_BYTES', { min: 1, fallback: 25 * MiB }),
    maxFilesPerUpload: integerFrom(env, 'MAX_FILES_PER_UPLOAD', { min: 1, max: 1_000, fallback: 100 }),
    uploadIdleTimeoutMs: integerFrom(env, 'UPLOAD_IDLE_TIMEOUT_MS', { min: 1, fallback: 15_000 }),
    presetsFile: env['PRESETS_FILE'] || undefined,
    retentionMs: integerFrom(env, 'RETENTION_HOURS', { min: 0, max: 876_000, fallback: 168 }) * HOUR_MS,
    signingSecret: env['SIGNING_SECRET'] || undefined,
    urlTtlMs: integerFrom(env, 'URL_TTL_MS', { min: 1_000, fallback: HOUR_MS }),
    webhookSecret: env['WEBHOOK_SECRET'] || undefined,
    webhookAllowPrivate: oneOfFrom(env, 'WEBHOOK_ALLOW_PRIVATE', ['off', 'on'], 'off') === 'on',
    rateLimitPerMinute: integerFrom(env, 'RATE_LIMIT_PER_MINUTE', { min: 0, fallback: 6_000 }),
    trustProxyHops: integerFrom(env, 'TRUST_PROXY_HOPS', { min: 0, max: 10, fallback: 0 }),
    logLevel: oneOfFrom(env, 'LOG_LEVEL', LOG_LEVELS, process.stdout.isTTY ? 'warn' : 'info'),
    faultInjection: oneOfFrom(env, 'FAULT_INJECTION', ['off', 'on'], 'off') === 'on',
    limits: readImageLimits(env),
    readinessDelayMs: integerFrom(env, 'READINESS_DELAY_MS', { min: 0, fallback: 0 }),
    shutdownDeadlineMs: integerFrom(env, 'SHUTDOWN_DEADLINE_MS', { min: 1, fallback: 25_000 }),
  };
}

export function readWorkers(env: NodeJS.ProcessEnv): number {
  return integerFrom(env, 'WORKERS', { min: 1, max: 64, fallback: availableParallelism() });
}

export function readImageLimits(env: NodeJS.ProcessEnv): ImageLimits {
  return {
    maxPixels: integerFrom(env, 'MAX_PIXELS', { min: 1, fallback: 50_000_000 }),
    maxFrames: integerFrom(env, 'MAX_FRAMES', { min: 1, fallback: 1_000 }),
    jobTimeoutMs: integerFrom(env, 'JOB_TIMEOUT_MS', { min: 1, fallback: 30_000 }),
    workerMemoryBytes: integerFrom(env, 'WORKER_MEMORY_BYTES', { min: 64 * MiB, fallback: 1024 * MiB }),
  };
}
