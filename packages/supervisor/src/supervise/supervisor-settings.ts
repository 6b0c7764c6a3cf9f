import cluster from 'node:cluster';
import { existsSync } from 'node:fs';
import { anyFunction, boolean, checkOptions, durationMs, integer, nonEmptyString, oneOf, or, plainObject, type OptionRule } from '@childproof/internal';
import { resolveRestartOptions, type RestartSettings } from '../restart/restart-options.js';
import type { ChildSpec, HealthCheck, Strategy, SupervisorOptions } from './child-spec.js';

export interface SupervisorSettings extends RestartSettings {
  readonly children: readonly ChildSpec[];
  readonly strategy: Strategy;
}

const limitMs = durationMs({ min: 1, allowInfinity: true });
const strings: OptionRule = {
  expected: 'an array of strings',
  accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};
const list: OptionRule = { expected: 'an array of children', accepts: (value) => Array.isArray(value) && value.length > 0 };

const base = { name: nonEmptyString, restart: oneOf('permanent', 'transient', 'temporary') };
const processRules = {
  ...base,
  args: strings,
  cwd: nonEmptyString,
  env: plainObject,
  ready: or(oneOf('spawn', 'message', 'listening'), anyFunction),
  readyTimeoutMs: limitMs,
  health: plainObject,
  memoryLimitBytes: integer({ min: 1, allowInfinity: true }),
  stopGraceMs: durationMs(),
  output: oneOf('inherit', 'ignore'),
  spawner: { expected: 'an object with a spawn() method', accepts: (value: unknown) => typeof (value as { spawn?: unknown } | null)?.spawn === 'function' },
};
const moduleRules = {
  ...processRules,
  module: or(nonEmptyString, { expected: 'a file: URL', accepts: (value) => value instanceof URL && value.protocol === 'file:' }),
  execArgv: strings,
  cluster: boolean,
};
const commandRules = { ...processRules, command: nonEmptyString };
const supervisorRules: Readonly<Record<keyof SupervisorOptions, OptionRule>> = {
  children: list,
  strategy: oneOf('one-for-one', 'one-for-all', 'rest-for-one'),
  backoff: plainObject,
  intensity: plainObject,
};
const healthRules: Readonly<Record<keyof HealthCheck, OptionRule>> = { check: anyFunction, intervalMs: limitMs, timeoutMs: limitMs };

/** @throws TypeError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION` or `ERR_WORKER_MODULE`. */
export function resolveSupervisorSettings(options: SupervisorOptions, where = 'createSupervisor'): SupervisorSettings {
  checkOptions(where, supervisorRules, options);
  const restart = resolveRestartOptions(where, options);
  if ((options.children as unknown) === undefined) throw invalid(`${where}: there are no children; expected an array of { name, module | command | children }.`);
  const names = new Set<string>();
  for (const child of options.children) {
    checkChild(child, where);
    if (names.has(child.name)) throw invalid(`${where}: there are two children "${child.name}".`);
    names.add(child.name);
  }
  return {
    children: options.children,
    strategy: options.strategy ?? 'one-for-one',
    ...restart,
  };
}

function checkChild(child: ChildSpec, where: string): void {
  const at = `${where}: child ${JSON.stringify((child as Partial<ChildSpec> | null)?.name ?? '?')}`;
  if (typeof child !== 'object' || (child as unknown) === null) throw invalid(`${at} is no object; expected { name, module | command | children }.`);
  if ((child.name as unknown) === undefined) throw invalid(`${at} has no name.`);
  if ('children' in child) {
    const { name, restart, ...nested } = child;
    checkOptions(at, base, { name, restart });
    resolveSupervisorSettings(nested, at);
    return;
  }
  if (!('module' in child) && !('command' in child)) throw invalid(`${at} is neither a module nor a command nor a supervisor with children.`);
  checkOptions(at, 'module' in child ? moduleRules : commandRules, child);
  checkOptions(`${at}: health`, healthRules, child.health);
  if (child.ready === 'message' && !('module' in child)) throw invalid(`${at}: ready "message" needs a module; a command has no channel.`);
  const isCluster = 'module' in child && child.cluster === true;
  if (child.ready === 'listening' && !isCluster) throw invalid(`${at}: ready "listening" needs a module with cluster: true; use a function that tries to connect.`);
  if (isCluster && child.spawner !== undefined) throw invalid(`${at}: cluster: true starts the process itself; drop the spawner.`);
  if (isCluster && !cluster.isPrimary) throw invalid(`${at}: cluster: true, but this process is a cluster worker itself; only the primary has workers.`);
  if ('module' in child && !existsSync(child.module)) {
    throw Object.assign(new TypeError(`${at}: the module ${JSON.stringify(String(child.module))} does not exist.`), { code: 'ERR_WORKER_MODULE' });
  }
}

function invalid(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_OPTION' });
}
