import { writeFileSync } from 'node:fs';

export interface Output {
  readonly json?: boolean | undefined;
  readonly html?: string | undefined;
}

/** Options of every command that prints a report. */
export const OUTPUT_OPTIONS = { html: { type: 'string' }, json: { type: 'boolean' } } as const;

/** The report as JSON or text to stdout, and as a page into a file where one is named. */
export function print<T>(report: T, { json, html }: Output, toText: (report: T) => string, toHtml: (report: T) => string): void {
  if (html !== undefined) writeFileSync(html, toHtml(report));
  process.stdout.write(json === true ? `${JSON.stringify(report)}\n` : toText(report));
}
