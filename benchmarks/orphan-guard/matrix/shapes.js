import { fileURLToPath } from 'node:url';

const perl = (name) => `perl ${fileURLToPath(new URL(name, import.meta.url))}`;
const LEAF = `${perl('leaf.pl')} "$0"`;

/** What a program starts, as a shell command in which "$0" is a file of the trial: whoever is left names it. */
export const shapes = {
  'direct, ignores TERM': { command: `exec ${LEAF} deaf` },
  group: { command: `${LEAF} & ${LEAF} & ${LEAF} & wait` },
  'chain of 5': { command: `sh -c 'sh -c "sh -c \\"${LEAF.replaceAll('"', '\\\\\\"')} & wait\\" \\"\\$0\\" & wait" "$0" & wait' "$0" & wait` },
  setsid: { command: `setsid ${LEAF} & wait` },
  'double-forked daemon': { command: `(setsid ${LEAF} &); exec ${LEAF}` },
  'daemon, parent gone': { command: `(setsid ${LEAF} &)` },
  'scrubbed environment': { command: `(env -i /usr/bin/setsid /usr/bin/${LEAF} &)` },
  'fork storm': { command: `i=0; while [ $i -lt 60 ]; do i=$((i+1)); setsid ${LEAF} & done; wait` },
  hopper: { command: `exec ${perl('hopper.pl')} "$0"`, hops: true },
  'killed right after spawn': { command: `exec ${LEAF}`, atOnce: true },
  'watchdog killed first': { command: `(setsid ${LEAF} &)`, watchdogFirst: true },
};
