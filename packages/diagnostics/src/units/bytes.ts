const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Such as `12.3 MB`, by powers of 1024. */
export function formatBytes(bytes: number): string {
  const power = bytes === 0 ? 0 : Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.abs(bytes)) / 10)));
  const value = bytes / 1_024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`;
}
