/**
 * An ES module that says when its own code begins and ends. Its imports have been evaluated by then, for they are hoisted;
 * the marks stand on the first and after the last line, so that line numbers stay.
 */
export function markSource(source: string, url: string, parent: string | undefined): string {
  const recorder = `globalThis[Symbol.for('@childproof/diagnostics:startup')]`;
  const name = JSON.stringify(url);
  const begin = `${recorder}?.beginModule?.(${name}, ${JSON.stringify(parent ?? null)});`;
  const end = `\n;${recorder}?.endModule?.(${name});\n`;
  // A hashbang must stay the very first.
  const [, hashbang = '', body = ''] = /^(#![^\n]*\n)?([^]*)$/.exec(source)!;
  return `${hashbang}${begin}${body}${end}`;
}
