/** What Node tells of itself: kinds and how many, such as `TCPServerWrap, Timeout x 2`. */
export function describeKinds(): string {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${kind} x ${count}`)).join(', ');
}
