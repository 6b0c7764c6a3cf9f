import { fileURLToPath } from 'node:url';

const PLACE = /\(?((?:file:\/\/|\/|[A-Za-z]:\\|node:)[^()]*):(\d+):\d+\)?$/;
const OWN_FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** `file:line` of the nearest caller that is neither Node's nor this package's. */
export function callerPlace(): string | undefined {
  const [place] = callers().filter(({ file }) => !file.startsWith('node:'));
  return place && `${place.file}:${place.line}`;
}

/** The caller itself, unless that is Node. */
export function directCaller(): { readonly file: string; readonly line: number } | undefined {
  const [place] = callers();
  return place === undefined || place.file.startsWith('node:') ? undefined : place;
}

function callers(): { readonly file: string; readonly line: number }[] {
  const holder: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 12;
  Error.captureStackTrace(holder);
  Error.stackTraceLimit = limit;
  return String(holder.stack).split('\n').flatMap((text) => {
    const [, url, line] = PLACE.exec(text.trim()) ?? [];
    if (url === undefined) return [];
    const file = url.startsWith('file://') ? fileURLToPath(url) : url;
    return file.startsWith(OWN_FOLDER) ? [] : [{ file, line: Number(line) }];
  });
}
