import type { ProcessTree, RootProcess } from './process-tree.js';

/** Only the program itself. */
export class SingleProcess implements ProcessTree {
  readonly #root: RootProcess;

  constructor(root: RootProcess) {
    this.#root = root;
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.#root.hasExited()) this.#root.child.kill(signal);
  }

  hasSurvivors(): boolean {
    return !this.#root.hasExited();
  }
}
