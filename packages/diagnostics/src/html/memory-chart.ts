import type { MemorySample } from '../memory/sample.js';
import type { MemoryReport } from '../memory/series.js';
import { formatBytes } from '../units/bytes.js';

interface Line {
  readonly key: keyof MemorySample;
  readonly name: string;
  readonly color: string;
}

const PARTS: readonly Line[] = [
  { key: 'heapTotal', name: 'heap', color: '#98a2b3' },
  { key: 'heapUsed', name: 'heap used', color: '#4d8be0' },
  { key: 'external', name: 'external', color: '#a06bd6' },
  { key: 'arrayBuffers', name: 'array buffers', color: '#d68a2c' },
];
const TROUGH: Line = { key: 'retained', name: 'after full collections', color: '#d9463b' };
const RSS: Line = { key: 'rss', name: 'RSS', color: '#98a2b3' };
const [WIDTH, LEFT, RIGHT, TOP, BOTTOM] = [1_000, 100, 20, 15, 35];
const TICKS = 4;

/**
 * The parts of the memory over time, with the line through the troughs, which is what a leak is judged by. RSS, which is
 * several times as large, has a chart of its own below.
 */
export function memoryChart({ samples, troughs, ramp }: MemoryReport): string {
  const ofTroughs = { ...TROUGH, points: troughs, width: 3 };
  const parts = PARTS.map((one) => ({ ...one, points: samples, width: 1.5 }));
  return `${chart('Parts of the memory over time', 340, [...parts, ofTroughs], ramp)}
${legend([...PARTS, TROUGH])}
${chart('RSS over time', 180, [{ ...RSS, points: samples, width: 1.5 }], undefined)}
${legend([RSS])}`;
}

interface Curve extends Line {
  readonly points: readonly MemorySample[];
  readonly width: number;
}

function chart(label: string, height: number, curves: readonly Curve[], ramp: MemoryReport['ramp']): string {
  const untilMs = Math.max(1, ...curves.flatMap(({ points }) => points.map(({ atMs }) => atMs)));
  const top = niceCeiling(Math.max(1, ...curves.flatMap(({ points, key }) => points.map((one) => one[key]))));
  const x = (atMs: number): number => round(LEFT + (atMs / untilMs) * (WIDTH - LEFT - RIGHT));
  const y = (bytes: number): number => round(height - BOTTOM - (bytes / top) * (height - TOP - BOTTOM));
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => index / TICKS);
  return `<div class="chart"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">
${ticks.map((share) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(top * share)}" y2="${y(top * share)}" stroke="#8884"/><text x="${LEFT - 8}" y="${y(top * share) + 4}" text-anchor="end">${formatBytes(top * share)}</text>`).join('\n')}
${ticks.map((share) => `<text x="${x(untilMs * share)}" y="${height - 12}" text-anchor="${share === 1 ? 'end' : 'middle'}">${((untilMs * share) / 1_000).toFixed(1)} s</text>`).join('\n')}
${ramp === undefined ? '' : `<line x1="${x(ramp.untilMs)}" x2="${x(ramp.untilMs)}" y1="${TOP}" y2="${height - BOTTOM}" stroke="#8888" stroke-dasharray="4 4"/><text x="${x(ramp.untilMs) + 6}" y="${TOP + 12}">start-up ramp over</text>`}
${curves.map(({ points, key, color, width }) => `<polyline fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round" points="${points.map((one) => `${x(one.atMs)},${y(one[key])}`).join(' ')}"/>`).join('\n')}
</svg></div>`;
}

function legend(lines: readonly Line[]): string {
  return `<p class="legend soft">${lines.map(({ name, color }) => `<span><i style="background:${color}"></i>${name}</span>`).join('')}</p>`;
}

/** Rounded up to the quarter of a power of two, so that the ticks are round numbers in units of 1024. */
function niceCeiling(bytes: number): number {
  const unit = 2 ** Math.max(0, Math.floor(Math.log2(bytes)) - 2);
  return Math.ceil(bytes / unit) * unit;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
