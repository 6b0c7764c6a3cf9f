import { shortPath } from '../resources/short-path.js';
import { formatBytes } from '../units/bytes.js';
import type { MemorySample } from './sample.js';
import type { MemoryReport } from './series.js';

const ROWS = { rss: 'rss', heapUsed: 'heap used', external: 'external', arrayBuffers: 'array buffers', retained: 'after collection' } as const;

export function formatMemory({ samples, troughs, ramp, verdict, growing, growth }: MemoryReport): string {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return 'The process ended before its memory could be measured.\n';
  const lines = [`${' '.repeat(18)}${['first', 'last', 'largest'].map((text) => text.padStart(10)).join('')}`];
  for (const [key, name] of Object.entries(ROWS) as [keyof MemorySample, string][]) {
    const largest = samples.reduce((max, sample) => Math.max(max, sample[key]), 0);
    lines.push(`${name.padEnd(18)}${[first[key], last[key], largest].map((bytes) => formatBytes(bytes).padStart(10)).join('')}`);
  }
  if (ramp !== undefined) lines.push(`start-up ramp: over after ${(ramp.untilMs / 1_000).toFixed(1)} s, at ${formatBytes(ramp.bytes)}`);
  lines.push(`verdict, on ${troughs.length} full collections: ${describe(verdict)}`);
  for (const { name, file, line, bytes } of growing) lines.push(`  ${formatBytes(bytes).padStart(10)}  ${name === '' ? '' : `${name}  `}${shortPath(file)}:${line}`);
  if (growth.length > 0) lines.push('more than when it was suspected, with what they retain:');
  for (const { constructor, count, retainedBytes } of growth) lines.push(`  ${formatBytes(retainedBytes).padStart(10)}  ${`+${count}`.padStart(8)}  ${constructor}`);
  return `${lines.join('\n')}\n`;
}

function describe({ kind, bytesPerMinute, part, troughs }: MemoryReport['verdict']): string {
  if (kind === 'undecided') return `undecided; it takes 45 of them, there are ${troughs}: watch for longer`;
  return kind === 'stable' ? 'no leak' : `LEAK: ${formatBytes(bytesPerMinute)} a minute, in ${part}; allocated and still alive:`;
}
