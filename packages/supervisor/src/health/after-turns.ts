const TURNS = 4;

/** Calls `verdict` some turns of the event loop later: what has arrived while this process was blocked is read first. */
export function afterTurns(verdict: () => void, turns: number = TURNS): void {
  setImmediate(() => (turns > 1 ? afterTurns(verdict, turns - 1) : verdict()));
}
