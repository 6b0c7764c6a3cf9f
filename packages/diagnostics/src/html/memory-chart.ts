import type { MemorySample } from '../memory/sample.js';
import type { MemoryReport } from '../memory/series.js';
import { formatBytes } from '../units/bytes.js';

const LINES = [
  { key: 'rss', name: 'RSS', color: '#98a2b3' },
  { key: 'heapTotal', name: 'heap', color: '#7aa7e8' },
  { key: 'heapUsed', name: 'heap used', color: '#2f6fd0' },
  { key: 'external', name: 'external', color: '#a06bd6' },
  { key: 'arrayBuffers', name: 'array buffers', color: '#d68a2c' },
] as const;
const TROUGH = { name: 'after full collections', color: '#c0362c' };
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [1_000, 360, 80, 20, 15, 35];
const TICKS = 4;

/** Every part of the memory over time, with the line through the troughs, which is what a leak is judged by. */
export function memoryChart({ samples, troughs, ramp }: MemoryReport): string {
  const untilMs = Math.max(1, ...samples.map(({ atMs }) => atMs));
  const top = niceCeiling(Math.max(1, ...samples.map(({ rss }) => rss), ...troughs.map(({ retained }) => retained)));
  const x = (atMs: number): number => round(LEFT + (atMs / untilMs) * (WIDTH - LEFT - RIGHT));
  const y = (bytes: number): number => round(HEIGHT - BOTTOM - (bytes / top) * (HEIGHT - TOP - BOTTOM));
  const line = (points: readonly MemorySample[], key: keyof MemorySample, color: string, width: number): string =>
    `<polyline fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round" points="${points.map((one) => `${x(one.atMs)},${y(one[key])}`).join(' ')}"/>`;
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => index / TICKS);
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Memory over time">
${ticks.map((share) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(top * share)}" y2="${y(top * share)}" stroke="#8884"/><text x="${LEFT - 8}" y="${y(top * share) + 4}" text-anchor="end">${formatBytes(top * share)}</text>`).join('\n')}
${ticks.map((share) => `<text x="${x(untilMs * share)}" y="${HEIGHT - 12}" text-anchor="${share === 1 ? 'end' : 'middle'}">${((untilMs * share) / 1_000).toFixed(1)} s</text>`).join('\n')}
${ramp === undefined ? '' : `<line x1="${x(ramp.untilMs)}" x2="${x(ramp.untilMs)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#8888" stroke-dasharray="4 4"/><text x="${x(ramp.untilMs) + 6}" y="${TOP + 12}">start-up ramp over</text>`}
${LINES.map(({ key, color }) => line(samples, key, color, 1.5)).join('\n')}
${line(troughs, 'retained', TROUGH.color, 3)}
</svg>
<p class="legend soft">${[...LINES, TROUGH].map(({ name, color }) => `<span><i style="background:${color}"></i>${name}</span>`).join('')}</p>`;
}

/** Rounded up to the quarter of a power of two, so that the ticks are round numbers in units of 1024. */
function niceCeiling(bytes: number): number {
  const unit = 2 ** Math.max(0, Math.floor(Math.log2(bytes)) - 2);
  return Math.ceil(bytes / unit) * unit;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
