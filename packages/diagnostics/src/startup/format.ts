import { shortPath } from '../resources/short-path.js';
import type { ModuleNode, StartupProfile } from './startup-profile.js';

const ROWS = 40;
const MIN_MS = 1;
const MIN_LATE_FILES = 3;

export function formatStartup({ listeningMs, bootMs, modules, moduleCount, syncCalls, lateLoads }: StartupProfile): string {
  const lines = [
    listeningMs === undefined ? 'It did not listen.' : `It listened after ${ms(listeningMs)}, of which Node itself took ${ms(bootMs)}.`,
    `${moduleCount} modules, in ms:`,
    `${['inclusive', 'self', 'resolve', 'read', 'compile', 'evaluate'].map((text) => text.padStart(10)).join('')}  module`,
  ];
  const all = rows(modules, 0);
  lines.push(...all.slice(0, ROWS));
  if (all.length > ROWS) lines.push(`  … and ${all.length - ROWS} more of at least ${MIN_MS} ms; --json has them all`);
  if (syncCalls.length > 0) lines.push('synchronous calls:', ...syncCalls.slice(0, 10).map((one) => `${ms(one.ms).padStart(10)}  ${one.name}  ${shortPath(one.file)}:${one.line}`));
  for (const { place, files } of lateLoads.filter((one) => one.files >= MIN_LATE_FILES)) {
    lines.push(`LEAK: ${place} has loaded ${files} new modules since it listened; each stays in the cache for good. Read data with fs, not with require.`);
  }
  return `${lines.join('\n')}\n`;
}

function rows(nodes: readonly ModuleNode[], depth: number): string[] {
  return [...nodes]
    .filter(({ inclusiveMs }) => inclusiveMs >= MIN_MS)
    .sort((a, b) => b.inclusiveMs - a.inclusiveMs)
    .flatMap((node) => {
      const columns = [node.inclusiveMs, node.selfMs, node.resolveMs, node.readMs, node.compileMs, node.evaluateMs].map((value) => (value === undefined ? '-' : value.toFixed(1)).padStart(10));
      return [`${columns.join('')}  ${'  '.repeat(depth)}${shortPath(node.file)}`, ...rows(node.children, depth + 1)];
    });
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
