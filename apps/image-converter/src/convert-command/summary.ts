export interface Converted {
  readonly path: string;
  readonly target: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

export interface Failed {
  readonly path: string;
  readonly message: string;
}

/** What a run has done. */
export interface Summary {
  readonly total: number;
  readonly converted: readonly Converted[];
  /** Done by an earlier run. */
  readonly unchanged: readonly string[];
  readonly failed: readonly Failed[];
  readonly interrupted: boolean;
  readonly durationMs: number;
}

/** For people: a table, and every file that could not be converted. */
export function formatSummary({ total, converted, unchanged, failed, interrupted, durationMs }: Summary): string {
  const sum = (sizeOf: (file: Converted) => number): number => converted.reduce((bytes, file) => bytes + sizeOf(file), 0);
  const [before, after] = [sum(({ bytesBefore }) => bytesBefore), sum(({ bytesAfter }) => bytesAfter)];
  const seconds = durationMs / 1_000;
  const rate = seconds > 0 ? converted.length / seconds : 0;
  const saved = before === 0 ? '' : `${Math.round((after / before - 1) * 100)}%`;
  const left = total - converted.length - unchanged.length - failed.length;
  const rows: (readonly string[])[] = [
    ['', 'files', 'before', 'after', ''],
    ['converted', String(converted.length), kib(before), kib(after), saved],
    ...(unchanged.length === 0 ? [] : [['unchanged', String(unchanged.length), '', '', '']]),
    ...(failed.length === 0 ? [] : [['failed', String(failed.length), '', '', '']]),
    ...(left === 0 ? [] : [['not done', String(left), '', '', '']]),
  ];
  const lines = [
    `converted ${converted.length} of ${total} in ${seconds.toFixed(1)} s (${rate.toFixed(1)} per second)`,
    ...rows.map(([name, ...cells]) => `${name!.padEnd(10)}${cells.map((cell) => cell.padStart(12)).join('')}`.trimEnd()),
    ...(interrupted ? ['interrupted; what was converted is complete, the same command does the rest'] : []),
    ...failed.map(({ path, message }) => `failed    ${path}: ${message}`),
  ];
  return `${lines.join('\n')}\n`;
}

function kib(bytes: number): string {
  return `${Math.round(bytes / 1_024).toLocaleString('en')} KiB`;
}
