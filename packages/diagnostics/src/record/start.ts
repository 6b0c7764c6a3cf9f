import { syncBuiltinESMExports } from 'node:module';
import { recordBroadcastChannels } from '../kinds/broadcast-channel.js';
import { recordChildren } from '../kinds/child.js';
import { recordDnsRequests } from '../kinds/dns-request.js';
import { recordFileRequests } from '../kinds/file-request.js';
import { recordHttpRequests } from '../kinds/http-request.js';
import { recordPorts } from '../kinds/port.js';
import { recordSockets } from '../kinds/socket.js';
import { recordServers } from '../kinds/server.js';
import { recordStdin } from '../kinds/stdin.js';
import { recordTimerPromises } from '../kinds/timer-promise.js';
import { recordTimers } from '../kinds/timer.js';
import { recordUdp } from '../kinds/udp.js';
import { recordWatchers } from '../kinds/watcher.js';
import { recordWorkers } from '../kinds/worker.js';
import { recordZlib } from '../kinds/zlib.js';
import { registry } from './registry.js';

/**
 * From here on every resource that this thread creates is stamped with the line that does.
 *
 * Node's modules are not imported for this: as ES modules they evaluate all they export, which made the preload a fifth slower.
 */
export function startRecording(): void {
  const known = registry();
  if (known.recording) return;
  known.recording = true;
  recordTimers();
  recordTimerPromises();
  recordServers();
  recordSockets();
  recordUdp();
  recordChildren();
  recordWorkers();
  recordPorts();
  recordBroadcastChannels();
  recordWatchers();
  recordFileRequests();
  recordDnsRequests();
  recordHttpRequests();
  recordZlib();
  recordStdin();
  // Without this, `import { setTimeout } from 'node:timers'` would still bring the original.
  syncBuiltinESMExports();
}
