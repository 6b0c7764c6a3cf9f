import type { Socket } from 'node:net';
import { describeBroadcastChannel } from '../kinds/broadcast-channel.js';
import { describeChild } from '../kinds/child.js';
import type { Describe } from '../kinds/kind.js';
import { describePort } from '../kinds/port.js';
import { describeServer } from '../kinds/server.js';
import { describeSocket } from '../kinds/socket.js';
import { describeStdin } from '../kinds/stdin.js';
import { describeUdp } from '../kinds/udp.js';
import { describeWatcher } from '../kinds/watcher.js';
import { describeWorker } from '../kinds/worker.js';

const { ChildProcess } = process.getBuiltinModule('node:child_process');
const net = process.getBuiltinModule('node:net');
const { Socket: UdpSocket } = process.getBuiltinModule('node:dgram');

const BY_KIND: Readonly<Record<string, Describe>> = {
  server: describeServer,
  socket: describeSocket,
  stdin: describeStdin,
  'udp-socket': describeUdp,
  'child-process': describeChild,
  worker: describeWorker,
  'message-port': describePort,
  'broadcast-channel': describeBroadcastChannel,
  'fs-watcher': describeWatcher,
  'watch-file': describeWatcher,
};

/** Who can describe what was recorded under this kind. */
export function describeRecorded(kind: string): Describe | undefined {
  return BY_KIND[kind];
}

/** Who can describe a handle that was not recorded, told by its class; `undefined` for what is not known. */
export function describeHandle(handle: object): Describe | undefined {
  if (handle instanceof net.Server) return describeServer;
  if (handle instanceof net.Socket) return (handle as Socket & { readonly fd?: number }).fd === 0 ? describeStdin : describeSocket;
  if (handle instanceof ChildProcess) return describeChild;
  if (handle instanceof UdpSocket) return describeUdp;
  const { name } = handle.constructor;
  if (name === 'FSWatcher' || name === 'StatWatcher') return describeWatcher;
  return name === 'MessagePort' ? describePort : undefined;
}
