import type { Settings } from '../options/settings.js';
import type { OutputPipe } from '../output/output-pipe.js';
import { LineCutter } from './line-cutter.js';
import { lineLimit } from './stream-options.js';

/** Calls `onLine` for each line. */
export function tapLines(output: OutputPipe, { onLine, maxLineBytes }: Settings): void {
  if (onLine === undefined) return;
  const cutter = new LineCutter(output, lineLimit(maxLineBytes));
  let failed = false;
  const tell = (lines: string[] | undefined): void => {
    if (failed || lines === undefined) return;
    try {
      for (const line of lines) onLine(line, output.name);
    } catch (cause) {
      failed = true;
      output.fail({ reason: 'stdio', detail: 'was ended: onLine has thrown', cause });
    }
  };
  output.tap({ push: (chunk) => tell(cutter.cut(chunk)), end: () => tell(cutter.rest()) });
}
