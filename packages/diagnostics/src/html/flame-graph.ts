import { basename } from 'node:path';
import { shortPath } from '../resources/short-path.js';
import type { ModuleNode } from '../startup/startup-profile.js';
import { escape } from './escape.js';

const ROW_PX = 22;
/** Percent of the width; less cannot be seen. */
const MIN_WIDTH = 0.1;
const COLORS = ['#f4b183', '#f6c789', '#f2a37b', '#f8d48f', '#eeb48c'];

interface Box {
  readonly node: ModuleNode;
  readonly depth: number;
  readonly left: number;
  readonly width: number;
}

/** Modules as boxes, as wide as their inclusive time, below whoever loaded them; the details are in the tooltips. */
export function flameGraph(modules: readonly ModuleNode[]): string {
  const total = modules.reduce((sum, { inclusiveMs }) => sum + inclusiveMs, 0);
  const boxes = layOut(modules, 0, 0, total === 0 ? 0 : 100 / total);
  const rows = Math.max(1, ...boxes.map(({ depth }) => depth + 1));
  return `<div class="flame" style="height:${rows * ROW_PX}px">\n${boxes.map(draw).join('\n')}\n</div>`;
}

function layOut(nodes: readonly ModuleNode[], depth: number, left: number, scale: number): Box[] {
  let at = left;
  return [...nodes].sort((a, b) => b.inclusiveMs - a.inclusiveMs).flatMap((node) => {
    const box = { node, depth, left: at, width: node.inclusiveMs * scale };
    at += box.width;
    return box.width < MIN_WIDTH ? [] : [box, ...layOut(node.children, depth + 1, box.left, scale)];
  });
}

function draw({ node, depth, left, width }: Box, index: number): string {
  const parts = Object.entries({ resolve: node.resolveMs, read: node.readMs, compile: node.compileMs, evaluate: node.evaluateMs });
  const details = parts.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name} ${ms.toFixed(1)} ms`])).join(', ');
  const title = `${shortPath(node.file)}: ${node.inclusiveMs.toFixed(1)} ms, of which its own ${node.selfMs.toFixed(1)} ms (${details})`;
  const place = `left:${left.toFixed(3)}%;width:${width.toFixed(3)}%;top:${depth * ROW_PX}px;background:${COLORS[index % COLORS.length]}`;
  return `<div style="${place}" title="${escape(title)}">${escape(`${basename(node.file)} ${node.inclusiveMs.toFixed(0)} ms`)}</div>`;
}
