import { syncBuiltinESMExports } from 'node:module';
import { recordChildren } from '../kinds/child.js';
import { recordPorts } from '../kinds/port.js';
import { recordSockets } from '../kinds/socket.js';
import { recordServers } from '../kinds/server.js';
import { recordStdin } from '../kinds/stdin.js';
import { recordTimerPromises } from '../kinds/timer-promise.js';
import { recordTimers } from '../kinds/timer.js';
import { recordUdp } from '../kinds/udp.js';
import { recordWatchers } from '../kinds/watcher.js';
import { recordWorkers } from '../kinds/worker.js';
import { registry } from './registry.js';

/** From here on every resource that this thread creates is stamped with the line that does. */
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
  recordWatchers();
  recordStdin();
  // Without this, `import { setTimeout } from 'node:timers'` would still bring the original.
  syncBuiltinESMExports();
}
