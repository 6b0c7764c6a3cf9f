import type { OpenFile, OpenFiles } from './open-file.js';

const NEAR_LIMIT = 0.8;

/** The table for people, what wants attention first. */
export function formatOpenFiles({ pid, softLimit, hardLimit, files }: OpenFiles): string {
  const lines = [`process ${pid}: ${files.length} descriptors of at most ${softLimit} (hard limit ${hardLimit}): ${countsOf(files)}`];
  if (files.length > softLimit * NEAR_LIMIT) lines.push(`  NEAR THE LIMIT: the next open or accept may fail with EMFILE.`);
  const waiting = files.filter(({ state }) => state === 'CLOSE_WAIT').length;
  if (waiting > 0) lines.push(`  ${waiting} in CLOSE_WAIT: the other side has ended the connection, and the program never closed its own.`);
  const deleted = files.filter(({ kind, isDeleted }) => kind === 'file' && isDeleted).length;
  if (deleted > 0) lines.push(`  ${deleted} deleted files are held open: their space is not free yet.`);
  lines.push(...files.map(({ fd, kind, state, access, detail }) => `  ${String(fd).padStart(4)}  ${kind.padEnd(9)}  ${state.padEnd(11)}  ${access.padEnd(10)}  ${detail}`));
  return `${lines.join('\n')}\n`;
}

/** What has been opened and closed between two looks. */
export function formatGrowth(before: OpenFiles, after: OpenFiles, seconds: number): string {
  const key = ({ fd, kind, detail }: OpenFile): string => `${fd} ${kind} ${detail}`;
  const known = new Set(before.files.map(key));
  const opened = after.files.filter((one) => !known.has(key(one)));
  const grown = after.files.length - before.files.length;
  const lines = [`in ${seconds} s: ${grown >= 0 ? '+' : ''}${grown} descriptors, ${opened.length} new${opened.length === 0 ? '' : `: ${countsOf(opened)}`}`];
  return `${lines.join('\n')}\n`;
}

function countsOf(files: readonly OpenFile[]): string {
  const counts = new Map<string, number>();
  for (const { kind, state } of files) {
    const name = state === '' ? kind : `${kind} ${state}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${count} ${name}`).join(', ');
}
