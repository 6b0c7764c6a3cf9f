const END = { done: true, value: undefined } as const;

/**
 * Calls `work` for every input, so many at a time, and gives the outputs in the order of the inputs.
 *
 * The first failure ends it: no further input is taken, what is under way is aborted, and that failure is thrown.
 */
export async function mapJobs<Input, Output>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  atOnce: number,
  work: (input: Input, signal: AbortSignal) => Promise<Output>,
): Promise<Output[]> {
  type Result = IteratorResult<Input, unknown>;
  const outputs: Output[] = [];
  const stop = new AbortController();
  const iterator = Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
  let index = 0;
  let turn: Promise<unknown> = Promise.resolve();

  async function lane(): Promise<void> {
    for (;;) {
      // One at a time: an async iterator need not bear two calls of next() at once.
      const taken = turn.then((): Result | PromiseLike<Result> => (stop.signal.aborted ? END : iterator.next()));
      turn = taken.catch(() => {});
      const result = await taken;
      if (result.done === true) return;
      const place = index++;
      outputs[place] = await work(result.value, stop.signal);
    }
  }

  const lanes = Array.from({ length: atOnce }, lane);
  try {
    await Promise.all(lanes);
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(lanes);
    await iterator.return?.();
    throw error;
  }
  return outputs;
}
