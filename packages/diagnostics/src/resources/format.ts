import { activeResources } from './active-resources.js';
import type { ActiveResource } from './resource.js';
import { shortPath } from './short-path.js';

/**
 * The resources as text for people, one line each, those that hold the process open first; ends with a line feed.
 *
 * @param resources @default activeResources()
 *
 * @example
 * import { formatResources } from '@childproof/diagnostics';
 * process.stderr.write(formatResources());
 */
export function formatResources(resources: readonly ActiveResource[] = activeResources()): string {
  const holding = resources.filter(({ ref }) => ref);
  const others = resources.filter(({ ref }) => !ref);
  const title = holding.length === 0 ? 'Nothing holds the process open.' : `${holding.length} hold${holding.length === 1 ? 's' : ''} the process open:`;
  const lines = [title, ...holding.map(line)];
  if (others.length > 0) lines.push(`${others.length} unref'ed:`, ...others.map(line));
  return `${lines.join('\n')}\n`;
}

function line({ kind, detail, createdAt, handledAt, ageMs }: ActiveResource): string {
  const handler = handledAt === undefined ? '' : `  calls ${handledAt.name === '' ? '' : `${handledAt.name} `}${shortPath(handledAt.file)}:${handledAt.line}`;
  const place = createdAt === undefined ? handler : `  ${shortPath(createdAt.file)}:${createdAt.line}`;
  const age = ageMs === undefined ? '' : `  (${(ageMs / 1_000).toFixed(1)} s)`;
  return `  ${kind}${detail === '' ? '' : `  ${detail}`}${place}${age}`;
}
