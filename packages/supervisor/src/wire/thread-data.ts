/** `workerData` of a pool's thread. */
export interface ThreadData {
  readonly childproof: {
    /** Holds the id of the job that was begun last; shared with the pool. */
    readonly mark: Float64Array;
  };
}

export function isThreadData(data: unknown): data is ThreadData {
  return typeof data === 'object' && data !== null && 'childproof' in data;
}
