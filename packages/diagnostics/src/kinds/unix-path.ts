/** A Unix socket does not say where it leads; the call that connects it does. */
export function unixPath(args: readonly unknown[]): string {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'string') return Number.isNaN(Number(first)) ? first : '';
  return (first as { readonly path?: unknown } | undefined)?.path === undefined ? '' : pathOf(first as { host?: unknown; path: unknown });
}

/** An HTTP request's options have a `path` as well: that of the URL. */
function pathOf(options: { readonly host?: unknown; readonly port?: unknown; readonly path: unknown }): string {
  return options.port === undefined && options.host === undefined && typeof options.path === 'string' ? options.path : '';
}
