import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ProcessTree, RootProcess } from './process-tree.js';

/**
 * The program and its descendants by `taskkill /T`.
 *
 * Windows has no signals: whatever is asked for, the tree is ended at once. `taskkill` walks down from the program by
 * parent id, so it must be asked while the program still lives; libuv's job object ends direct children only.
 */
export class WindowsProcessTree implements ProcessTree {
  readonly #root: RootProcess;

  constructor(root: RootProcess) {
    this.#root = root;
  }

  signal(signal: NodeJS.Signals): void {
    if (this.#root.hasExited()) return;
    const taskkill = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    const killer = spawn(taskkill, ['/PID', String(this.#root.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    const endRootAlone = (): void => void this.#root.child.kill(signal);
    killer.on('error', endRootAlone);
    killer.on('exit', (code) => {
      if (code !== 0) endRootAlone();
    });
  }

  hasSurvivors(): boolean {
    return !this.#root.hasExited();
  }
}
