import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const installed = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'redis-server')));
if (!installed) {
  if (process.env['CI']) throw new Error('redis-server is missing, and in CI no test may be skipped; see .ci/run');
  console.warn('redis-server is missing: the BullMQ recipe is not tested. On Debian: apt-get install redis-server');
}

export const hasRedis = installed;
