/** Full of jitter, so that jobs that failed together do not come back together. */
export function retryDelayMs(failures: number, { initialMs, maxMs }: { readonly initialMs: number; readonly maxMs: number }): number {
  return Math.min(maxMs, initialMs * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
}
