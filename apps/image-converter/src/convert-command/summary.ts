export interface Converted {
  readonly path: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

export interface Failed {
  readonly path: string;
  readonly message: string;
}

/** What a run has done, and every file that it could not. Fewer than `total` means that it was interrupted. */
export function formatSummary(
  converted: readonly Converted[],
  failed: readonly Failed[],
  total: number,
  durationMs: number,
): string {
  const before = converted.reduce((sum, { bytesBefore }) => sum + bytesBefore, 0);
  const after = converted.reduce((sum, { bytesAfter }) => sum + bytesAfter, 0);
  const seconds = durationMs / 1_000;
  const rate = seconds > 0 ? converted.length / seconds : 0;
  const lines = [
    `converted ${converted.length} of ${total} in ${seconds.toFixed(1)} s (${rate.toFixed(1)} per second), ${kib(before)} to ${kib(after)}`,
    ...(converted.length + failed.length < total ? ['interrupted; what was converted is complete'] : []),
    ...failed.map(({ path, message }) => `failed    ${path}: ${message}`),
  ];
  return `${lines.join('\n')}\n`;
}

function kib(bytes: number): string {
  return `${Math.round(bytes / 1_024).toLocaleString('en')} KiB`;
}
