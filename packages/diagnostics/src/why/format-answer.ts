import { formatResources } from '../resources/format.js';
import { shortPath } from '../resources/short-path.js';
import type { ProcessAnswer } from './ask-process.js';

export function formatAnswer({ pid, node, command, uptimeMs, blockedAt, resources }: ProcessAnswer): string {
  const lines = [`process ${pid}: ${command.join(' ')} (Node.js ${node}, up ${(uptimeMs / 1_000).toFixed(1)} s)`];
  if (blockedAt !== undefined) {
    lines.push('Its event loop does not turn; it computes at:');
    lines.push(...blockedAt.slice(0, 10).map(({ file, line, name }) => `  ${name === '' ? '' : `${name}  `}${shortPath(file)}:${line}`));
  }
  return `${lines.join('\n')}\n${formatResources(resources)}`;
}
