// Prints speed and the peak of resident memory.
import { readFileSync } from 'node:fs';

const { [process.argv[3] ?? 'collect']: collect } = await import(`../peers/${process.argv[2]}.js`);
const BYTES = 256 * 1024 * 1024;

const before = performance.now();
const { length } = await collect('sh', ['-c', `yes | head -c ${BYTES}`]);
const seconds = (performance.now() - before) / 1_000;
if (length < BYTES - 1) throw new Error(`${length} bytes instead of ${BYTES}`); // some peers drop the last line feed
const peakKiB = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
console.log(JSON.stringify({ 'peak MiB': peakKiB / 1_024, 'MiB/s': BYTES / 1_024 / 1_024 / seconds }));
