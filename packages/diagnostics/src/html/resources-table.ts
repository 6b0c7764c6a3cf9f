import type { ActiveResource } from '../resources/resource.js';
import { shortPath } from '../resources/short-path.js';
import { htmlTable } from './table.js';

export function resourcesTable(resources: readonly ActiveResource[]): string {
  if (resources.length === 0) return '<p>Nothing holds the process open.</p>';
  const rows = [...resources].sort((a, b) => Number(b.ref) - Number(a.ref)).map(({ kind, detail, ref, createdAt, handledAt, ageMs }) => [
    kind,
    detail,
    ref ? 'yes' : "no, unref'ed",
    { text: createdAt === undefined ? '' : `${shortPath(createdAt.file)}:${createdAt.line}`, className: 'place' as const },
    { text: handledAt === undefined ? '' : `${handledAt.name} ${shortPath(handledAt.file)}:${handledAt.line}`.trim(), className: 'place' as const },
    { number: ageMs === undefined ? '' : `${(ageMs / 1_000).toFixed(1)} s` },
  ]);
  return htmlTable(['kind', 'detail', 'holds it open', 'created at', 'calls', 'age'], rows);
}
