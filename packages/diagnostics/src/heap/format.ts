import { formatBytes } from '../units/bytes.js';
import type { SnapshotComparison } from './compare-snapshots.js';

const ROWS = 20;

export function formatComparison({ beforeBytes, afterBytes, grown }: SnapshotComparison): string {
  const lines = [`${formatBytes(beforeBytes)} -> ${formatBytes(afterBytes)}`, `${'retained'.padStart(12)}${'self'.padStart(12)}${'objects'.padStart(12)}  constructor`];
  for (const { name, before, after, countGrowth, retainedGrowthBytes } of grown.slice(0, ROWS)) {
    lines.push(`${signed(retainedGrowthBytes).padStart(12)}${signed(after.selfBytes - before.selfBytes).padStart(12)}${`+${countGrowth}`.padStart(12)}  ${name}`);
  }
  return `${lines.join('\n')}\n`;
}

function signed(bytes: number): string {
  return `${bytes < 0 ? '-' : '+'}${formatBytes(Math.abs(bytes))}`;
}
