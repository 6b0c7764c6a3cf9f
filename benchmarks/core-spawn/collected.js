import { readFileSync } from 'node:fs';

const BYTES = 256 * 1024 * 1024;
export const command = ['sh', ['-c', `yes | head -c ${BYTES}`]];

/** Prints speed and the peak of resident memory. */
export async function measureCollecting(collect) {
  const before = performance.now();
  const length = await collect();
  const seconds = (performance.now() - before) / 1_000;
  if (length !== BYTES) throw new Error(`${length} bytes instead of ${BYTES}`);
  const peakKiB = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  console.log(JSON.stringify({ 'peak MiB': peakKiB / 1_024, 'MiB/s': BYTES / 1_024 / 1_024 / seconds }));
}
