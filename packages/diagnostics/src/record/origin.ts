import { fileURLToPath } from 'node:url';
import type { Origin } from '../resources/resource.js';
import type { Stamp } from './stamp.js';

const OWN_FOLDER = fileURLToPath(new URL('.', import.meta.url));
const POSITION = /(?:\(|at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:\\|\[)[^()]*):(\d+):\d+\)?$/;

/** The first line that is neither Node's nor this package's; `undefined` when there is none. */
export function originOf(stamp: Stamp): Origin | undefined {
  const lines = textOf(stamp).split('\n').map((line) => line.trim()).filter((line) => line.startsWith('at '));
  const frames = lines.flatMap((text) => {
    const [, place, line] = POSITION.exec(text) ?? [];
    if (place === undefined) return [];
    const file = place.startsWith('file://') ? fileURLToPath(place) : place;
    return file.startsWith(OWN_FOLDER) ? [] : [{ file, line: Number(line), text }];
  });
  const [first] = frames;
  return first && { file: first.file, line: first.line, stack: frames.map(({ text }) => text) };
}

/** A program's own `prepareStackTrace` may make anything of a stack; here the text is needed. */
function textOf({ trace }: Stamp): string {
  const holder = Error as { prepareStackTrace?: unknown };
  const before = holder.prepareStackTrace;
  try {
    holder.prepareStackTrace = undefined;
    return typeof trace.stack === 'string' ? trace.stack : '';
  } finally {
    holder.prepareStackTrace = before;
  }
}
