import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@childproof/test-kit';
import { onTestFinished } from 'vitest';
import { createSupervisor, type ChildSpec, type ModuleChild, type Supervisor, type SupervisorOptions } from '../../src/index.js';

export interface Log {
  /** A child of `child.mjs` that logs its life. */
  child(name: string, how?: string, options?: Partial<ModuleChild>): ModuleChild;
  /** `start a`, `stop a`, in the order in which they happened. */
  lines(): string[];
}

export function openLog(): Log {
  const file = join(temporaryFolder(), 'log');
  writeFileSync(file, '');
  return {
    child: (name, how = 'stays', options = {}) => ({ name, module: new URL('../fixtures/child.mjs', import.meta.url), args: [file, name, how], ...options }),
    lines: () => readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => line.replace(/ \d+$/, '')),
  };
}

export function open(children: readonly ChildSpec[], options: Partial<SupervisorOptions> = {}): Supervisor {
  const supervisor = createSupervisor({ backoff: { initialMs: 1, maxMs: 20 }, ...options, children });
  onTestFinished(() => supervisor.close());
  return supervisor;
}
